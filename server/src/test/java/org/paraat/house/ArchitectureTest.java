package org.paraat.house;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Holds the arrows of ARCHITECTURE.md: who may know whom, and what nobody may call. */
class ArchitectureTest {
  private static final String[] PURE = {
    "java.lang",
    "java.lang.invoke",
    "java.lang.runtime",
    "java.util",
    "java.util.function",
    "java.util.stream",
    "java.time",
    "org.paraat.pbx.."
  };

  /** What a feature of the PBX may know besides itself. */
  private static final List<String> COMMON_GROUND =
      List.of("vocabulary", "call", "agents", "directory", "view");

  private static JavaClasses house;

  @BeforeAll
  static void readTheHouse() {
    house =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.paraat");
  }

  @Test
  void thePbxKnowsOnlyPlainJavaAndItself() {
    classes()
        .that()
        .resideInAPackage("org.paraat.pbx..")
        .should()
        .onlyDependOnClassesThat(
            DescribedPredicate.describe(
                "are plain Java or the PBX",
                type ->
                    type.isPrimitive()
                        || type.isArray()
                        || type.getPackageName().startsWith("org.paraat.pbx")
                        || Set.of(PURE).contains(type.getPackageName())))
        .check(house);
  }

  @Test
  void thePbxNeverAsksTheTimeNorChance() {
    noClasses()
        .that()
        .resideInAPackage("org.paraat.pbx..")
        .should()
        .callMethodWhere(
            target(
                "reads a clock, draws a number or starts a thread",
                access ->
                    Set.of("now", "randomUUID", "nanoTime", "currentTimeMillis", "identityHashCode")
                            .contains(access.getTarget().getName())
                        || access.getTarget().getFullName().startsWith("java.lang.Math.random")
                        || access.getTargetOwner().isEquivalentTo(Thread.class)))
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(java.util.Random.class, java.util.SplittableRandom.class)
        .check(house);
  }

  @Test
  void thePbxHasNoCollectionWhoseOrderIsChance() {
    noClasses()
        .that()
        .resideInAPackage("org.paraat.pbx..")
        .should()
        .callConstructorWhere(
            DescribedPredicate.describe(
                "makes a HashMap, HashSet or IdentityHashMap",
                call ->
                    Set.of("java.util.HashMap", "java.util.HashSet", "java.util.IdentityHashMap")
                        .contains(call.getTargetOwner().getName())))
        .orShould()
        .callMethodWhere(
            target(
                "makes an unordered Map or Set",
                access ->
                    Set.of("java.util.Map", "java.util.Set")
                            .contains(access.getTargetOwner().getName())
                        && Set.of("of", "copyOf", "ofEntries")
                            .contains(access.getTarget().getName())
                        && !access.getTarget().getName().equals("entry")))
        .orShould()
        .callMethodWhere(
            target(
                "collects into an unordered Map or Set",
                access ->
                    access.getTargetOwner().getName().equals("java.util.stream.Collectors")
                        && Set.of(
                                "toSet",
                                "toUnmodifiableSet",
                                "toMap",
                                "toUnmodifiableMap",
                                "groupingBy")
                            .contains(access.getTarget().getName())))
        .check(house);
  }

  @Test
  void featuresOfThePbxAreStrangersToEachOther() {
    classes()
        .that()
        .resideInAPackage("org.paraat.pbx.*..")
        .should(
            new ArchCondition<JavaClass>("know no other feature") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                String own = feature(type);
                type.getDirectDependenciesFromSelf().stream()
                    .filter(d -> d.getTargetClass().getPackageName().startsWith("org.paraat.pbx."))
                    .filter(d -> !feature(d.getTargetClass()).equals(own))
                    .filter(d -> !COMMON_GROUND.contains(feature(d.getTargetClass())))
                    .forEach(d -> events.add(SimpleConditionEvent.violated(d, d.getDescription())));
              }
            })
        .check(house);
  }

  private static String feature(JavaClass type) {
    String below = type.getPackageName().substring("org.paraat.pbx".length());
    return below.isEmpty() ? "" : below.substring(1).split("\\.")[0];
  }

  @Test
  void theWireNeverSeesThePbxNorTheEngine() {
    noClasses()
        .that()
        .resideInAPackage("org.paraat.sip..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.paraat.pbx..", "org.paraat.engine..", "org.paraat.media..")
        .check(house);
  }

  @Test
  void mediaSeesNeitherSipNorThePbx() {
    noClasses()
        .that()
        .resideInAPackage("org.paraat.media..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.paraat.pbx..",
            "org.paraat.engine..",
            "org.paraat.sip..",
            "javax.sip..",
            "gov.nist..")
        .check(house);
  }

  @Test
  void onlyTheEngineJoinsPbxSipAndMedia() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "org.paraat.engine..",
            "org.paraat.sip..",
            "org.paraat.media..",
            "org.paraat.server..",
            "org.paraat.provisioning..",
            "org.paraat.admin.websocket..") // carries SIP as a Flow, and sees no PBX: below
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.paraat.sip..", "org.paraat.media..")
        .check(house);
    noClasses()
        .that()
        .resideInAPackage("org.paraat.admin.websocket..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "org.paraat.pbx..",
            "org.paraat.engine..",
            "org.paraat.media..",
            "org.paraat.sip.dialog..",
            "org.paraat.sip.transaction..",
            "org.paraat.sip.registrar..")
        .check(house);
  }

  @Test
  void nettyStaysInTheTransport() {
    stays("io.netty..", "org.paraat.sip.transport..");
  }

  @Test
  void vertxStaysInThePortal() {
    stays("io.vertx..", "org.paraat.admin..");
  }

  @Test
  void sqlStaysInTheStores() {
    stays("java.sql..", "org.paraat.provisioning.store..", "org.paraat.provisioning.database..");
  }

  private static void stays(String library, String... homes) {
    noClasses()
        .that()
        .resideOutsideOfPackages(homes)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(house);
  }

  @Test
  void threadsAndLocksStayWhereTheyAreOwned() {
    String[] strangers = {
      "org.paraat.pbx..", "org.paraat.sip.message..", "org.paraat.sip.transaction..",
      "org.paraat.sip.dialog..", "org.paraat.sip.digest..", "org.paraat.sip.registrar..",
      "org.paraat.media.sdp..", "org.paraat.media.codec..", "org.paraat.media.clip..",
      "org.paraat.media.dtmf.."
    };
    noClasses()
        .that()
        .resideInAnyPackage(strangers)
        .should()
        .dependOnClassesThat(
            DescribedPredicate.describe(
                "are threads, executors or locks",
                type ->
                    type.isEquivalentTo(Thread.class)
                        || type.getPackageName().startsWith("java.util.concurrent.locks")
                        || type.isAssignableTo(java.util.concurrent.Executor.class)))
        .check(house);
    noClasses()
        .that()
        .resideInAnyPackage(strangers)
        .should(
            new ArchCondition<JavaClass>("have synchronized methods") {
              @Override
              public void check(JavaClass type, ConditionEvents events) {
                type.getMethods().stream()
                    .filter(m -> m.getModifiers().contains(JavaModifier.SYNCHRONIZED))
                    .forEach(m -> events.add(SimpleConditionEvent.satisfied(m, m.getFullName())));
              }
            })
        .check(house);
  }

  @Test
  void nobodyPrintsButTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackages("org.paraat.server..")
        .and()
        .haveSimpleNameNotEndingWith("Replay")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(house);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameEndingWith("Processor")
        .orShould()
        .haveSimpleNameStartingWith("Base")
        .orShould()
        .haveSimpleNameEndingWith("Data")
        .check(house);
  }

  private static DescribedPredicate<JavaAccess<?>> target(
      String what, java.util.function.Predicate<JavaAccess<?>> test) {
    return DescribedPredicate.describe(what, test);
  }
}
