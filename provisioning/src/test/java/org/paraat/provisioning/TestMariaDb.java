package org.paraat.provisioning;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.paraat.provisioning.database.Database;
import org.paraat.provisioning.database.EmbeddedMariaDb;

/** One real MariaDB for all tests of a JVM; each test begins with no tables at all. */
public final class TestMariaDb
    implements BeforeAllCallback, BeforeEachCallback, ParameterResolver, AutoCloseable {

  /** Kept between runs: unpacking takes seconds. */
  public static final Path SOFTWARE = Path.of("target", "mariadb-software").toAbsolutePath();

  private static final ExtensionContext.Namespace OURS =
      ExtensionContext.Namespace.create(TestMariaDb.class);

  private Path folder;
  private EmbeddedMariaDb mariaDb;

  @Override
  public void beforeAll(ExtensionContext context) {
    shared(context);
  }

  private static TestMariaDb shared(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(OURS)
        .getOrComputeIfAbsent("shared", key -> started(), TestMariaDb.class);
  }

  private static TestMariaDb started() {
    try {
      var test = new TestMariaDb();
      test.folder = Files.createTempDirectory("paraat-mariadb");
      test.mariaDb = EmbeddedMariaDb.start(test.folder, SOFTWARE, what -> {});
      return test;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) throws SQLException {
    var address = shared(context).mariaDb.address();
    try (Connection connection =
            DriverManager.getConnection(address.url(), address.user(), address.password());
        Statement statement = connection.createStatement()) {
      statement.execute("DROP DATABASE paraat");
      // as an administrator may have made it who knows nothing of what we need
      statement.execute("CREATE DATABASE paraat CHARACTER SET latin1");
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == EmbeddedMariaDb.class || type == Database.class;
  }

  /** A database is closed after the test. */
  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    EmbeddedMariaDb mariaDb = shared(context).mariaDb;
    if (parameter.getParameter().getType() == EmbeddedMariaDb.class) {
      return mariaDb;
    }
    Database database = Database.open(mariaDb.address());
    context.getStore(OURS).put(database, database);
    return database;
  }

  @Override
  public void close() throws IOException {
    mariaDb.close();
    delete(folder);
  }

  public static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
