package org.paraat.simulation;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * One small change to the compiled code of one method: the fault that somebody might make. The code
 * is as it was written until the fault is awake.
 */
sealed interface Mutation {

  /** Calls of this method are left out; what they would have returned is nothing, zero or false. */
  record Forgets(String invoked) implements Mutation {}

  /** Calls of this method happen twice. */
  record Doubles(String invoked) implements Mutation {}

  /** The result of this boolean method is turned round. */
  record Negates(String invoked) implements Mutation {}

  /** The method returns at its beginning, with nothing, zero or false. */
  record ReturnsAtOnce() implements Mutation {}

  /** The two last arguments of this call, of the same type, change places. */
  record Swaps(String invoked) implements Mutation {}

  /** The n-th comparison of the method, counted from one, goes the other way. */
  record TurnsRound(int comparison) implements Mutation {}

  /**
   * Plants it.
   *
   * @param method its name; those of its lambdas count as its own
   * @param number by which it is woken
   * @throws IllegalStateException when nothing matches: the product has changed, so must the mutant
   */
  default byte[] plantedIn(byte[] compiled, String method, int number) {
    ClassFile classes =
        ClassFile.of(
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(Mutation.class.getClassLoader())));
    var places = new AtomicInteger();
    byte[] planted =
        classes.transformClass(
            classes.parse(compiled),
            (builder, element) -> {
              if (element instanceof MethodModel m && isMeant(m, method)) {
                CodeTransform change = change(new Place(number, places), m.methodTypeSymbol());
                builder.transformMethod(m, MethodTransform.transformingCode(change));
              } else {
                builder.with(element);
              }
            });
    if (places.get() == 0) {
      throw new IllegalStateException(this + " finds no place in " + method);
    }
    return planted;
  }

  private static boolean isMeant(MethodModel model, String method) {
    int colon = method.indexOf(':');
    String name = colon < 0 ? method : method.substring(0, colon);
    String signature = colon < 0 ? "" : method.substring(colon + 1);
    return model.methodName().equalsString(name)
        ? model.methodType().stringValue().contains(signature)
        : model.methodName().stringValue().startsWith("lambda$" + name + "$");
  }

  /** Where a fault is planted: counted, and passed by as long as it sleeps. */
  record Place(int number, AtomicInteger found) {
    private static final ClassDesc PLANTED = Planted.class.describeConstable().orElseThrow();
    private static final MethodTypeDesc ASKED =
        MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_int);

    /** The fault when it is awake, else what was written. */
    void either(CodeBuilder code, Consumer<CodeBuilder> fault, Consumer<CodeBuilder> written) {
      ask(code);
      code.ifThenElse(fault::accept, written::accept);
    }

    /** The fault first when it is awake. */
    void before(CodeBuilder code, Consumer<CodeBuilder> fault) {
      ask(code);
      code.ifThen(fault::accept);
    }

    private void ask(CodeBuilder code) {
      found.incrementAndGet();
      code.loadConstant(number).invokestatic(PLANTED, "isAwake", ASKED);
    }
  }

  private CodeTransform change(Place place, MethodTypeDesc type) {
    return switch (this) {
      case Forgets(var invoked) -> onCall(invoked, place, Mutation::forget);
      case Negates(var invoked) -> onCall(invoked, place, Mutation::negate);
      case Swaps(var invoked) -> onCall(invoked, place, Mutation::swap);
      case Doubles(var invoked) -> onCall(invoked, place, Mutation::repeat);
      case ReturnsAtOnce _ -> returnAtOnce(place, type);
      case TurnsRound(var comparison) -> turnRound(comparison, place);
    };
  }

  /** What happens at a call. */
  interface AtCall {
    void change(CodeBuilder code, InvokeInstruction call);
  }

  private static CodeTransform onCall(String invoked, Place place, AtCall change) {
    BiPredicate<CodeElement, String> isIt =
        (element, name) ->
            element instanceof InvokeInstruction call && call.name().equalsString(name);
    return (code, element) -> {
      if (isIt.test(element, invoked)) {
        var call = (InvokeInstruction) element;
        place.either(code, block -> change.change(block, call), block -> block.with(call));
      } else {
        code.with(element);
      }
    };
  }

  private static void dropArguments(CodeBuilder code, InvokeInstruction call) {
    List<ClassDesc> parameters = call.typeSymbol().parameterList();
    for (ClassDesc parameter : parameters.reversed()) {
      if (TypeKind.from(parameter).slotSize() == 2) {
        code.pop2();
      } else {
        code.pop();
      }
    }
    if (call.opcode() != Opcode.INVOKESTATIC) {
      code.pop();
    }
  }

  private static void forget(CodeBuilder code, InvokeInstruction call) {
    dropArguments(code, call);
    nothing(code, call.typeSymbol());
  }

  private static void nothing(CodeBuilder code, MethodTypeDesc type) {
    boolean isOptional = type.returnType().descriptorString().equals("Ljava/util/Optional;");
    if (isOptional) {
      code.invokestatic(
          ClassDesc.of("java.util.Optional"), "empty", MethodTypeDesc.of(type.returnType()));
      return;
    }
    switch (TypeKind.from(type.returnType()).asLoadable()) {
      case VOID -> {}
      case INT -> code.iconst_0();
      case LONG -> code.lconst_0();
      case DOUBLE -> code.dconst_0();
      case FLOAT -> code.fconst_0();
      default -> code.aconst_null();
    }
  }

  private static CodeTransform returnAtOnce(Place place, MethodTypeDesc type) {
    return new CodeTransform() {
      @Override
      public void atStart(CodeBuilder code) {
        place.before(
            code,
            block -> {
              nothing(block, type);
              block.return_(TypeKind.from(type.returnType()).asLoadable());
            });
      }

      @Override
      public void accept(CodeBuilder code, CodeElement element) {
        code.with(element);
      }
    };
  }

  private static void negate(CodeBuilder code, InvokeInstruction call) {
    code.with(call);
    code.iconst_1();
    code.ixor();
  }

  private static void swap(CodeBuilder code, InvokeInstruction call) {
    code.swap();
    code.with(call);
  }

  /** For calls whose arguments are the receiver and one more, without a result that is used. */
  private static void repeat(CodeBuilder code, InvokeInstruction call) {
    if (call.typeSymbol().parameterCount() != 1) {
      throw new IllegalStateException("only a call with one argument can be doubled: " + call);
    }
    code.dup2();
    code.with(call);
    if (TypeKind.from(call.typeSymbol().returnType()) != TypeKind.VOID) {
      code.pop();
    }
    code.with(call);
  }

  private static CodeTransform turnRound(int comparison, Place place) {
    var seen = new AtomicInteger();
    return (code, element) -> {
      boolean isComparison =
          element instanceof BranchInstruction branch && branch.opcode() != Opcode.GOTO;
      if (isComparison && seen.incrementAndGet() == comparison) {
        var branch = (BranchInstruction) element;
        place.either(
            code,
            block -> block.branch(opposite(branch.opcode()), branch.target()),
            block -> block.with(branch));
      } else {
        code.with(element);
      }
    };
  }

  private static Opcode opposite(Opcode opcode) {
    return switch (opcode) {
      case IFEQ -> Opcode.IFNE;
      case IFNE -> Opcode.IFEQ;
      case IFLT -> Opcode.IFGE;
      case IFGE -> Opcode.IFLT;
      case IFGT -> Opcode.IFLE;
      case IFLE -> Opcode.IFGT;
      case IFNULL -> Opcode.IFNONNULL;
      case IFNONNULL -> Opcode.IFNULL;
      case IF_ICMPEQ -> Opcode.IF_ICMPNE;
      case IF_ICMPNE -> Opcode.IF_ICMPEQ;
      case IF_ICMPLT -> Opcode.IF_ICMPGE;
      case IF_ICMPGE -> Opcode.IF_ICMPLT;
      case IF_ICMPGT -> Opcode.IF_ICMPLE;
      case IF_ICMPLE -> Opcode.IF_ICMPGT;
      case IF_ACMPEQ -> Opcode.IF_ACMPNE;
      case IF_ACMPNE -> Opcode.IF_ACMPEQ;
      default -> throw new IllegalStateException("no comparison: " + opcode);
    };
  }
}
