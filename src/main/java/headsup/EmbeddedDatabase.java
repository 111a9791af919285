package headsup;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A durable PostgreSQL 18 of our own, out of Maven artifacts: {@code fsync} and {@code synchronous_commit} on (the
 * library's defaults switch both off), bound to loopback, every connection with a generated password.
 *
 * <p>One process owns a data directory, by a file lock that the operating system drops when the process dies. A server
 * that outlived a killed process is stopped before a new one starts on its files; PostgreSQL then recovers from its log.
 */
public final class EmbeddedDatabase implements Closeable {

    /** The database can't be had; the message is a sentence for the operator. */
    public static final class Unavailable extends RuntimeException {
        Unavailable(String sentence) {
            super(sentence);
        }

        Unavailable(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    private static final String USER = "postgres";
    private static final Duration LONGEST_START = Duration.ofSeconds(60);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

    private final FileChannel lockFile;
    private final EmbeddedPostgres server;
    private final String password;

    private EmbeddedDatabase(FileChannel lockFile, EmbeddedPostgres server, String password) {
        this.lockFile = lockFile;
        this.server = server;
        this.password = password;
    }

    /**
     * Starts the server whose files stand in {@code data/postgres}, making them when there are none.
     *
     * @throws Unavailable when another process owns the directory, or the server doesn't come up
     */
    public static EmbeddedDatabase start(Path data) {
        Path home = data.toAbsolutePath().normalize().resolve("postgres");
        try {
            Files.createDirectories(home);
            FileChannel lockFile = own(home, data);
            try {
                return start(home, lockFile);
            } catch (IOException | RuntimeException failed) {
                lockFile.close();
                throw failed;
            }
        } catch (IOException failed) {
            throw new Unavailable("its PostgreSQL in " + home + " did not start: " + failed.getMessage(), failed);
        }
    }

    private static EmbeddedDatabase start(Path home, FileChannel lockFile) throws IOException {
        Path cluster = home.resolve("cluster");
        Path passwordFile = home.resolve("password");
        Path unfinished = home.resolve("first-start");
        stopOrphan(cluster);
        if (Files.exists(unfinished)) {
            // A first start that died half way left files nobody ever used. Never by the library's own "clean data
            // directory": that one deletes the files at the stop as well.
            delete(cluster);
            Files.deleteIfExists(passwordFile);
        }
        boolean fresh = !Files.exists(cluster.resolve("PG_VERSION"));
        if (!fresh && !Files.exists(passwordFile)) {
            throw new Unavailable("its database in " + cluster + " is there, but not its password in " + passwordFile
                    + ". Bring that file back; nothing was changed.");
        }
        if (fresh) {
            Files.writeString(unfinished, "While this file is here, the cluster beside it holds nothing of worth.\n");
        }
        String password = fresh ? newPassword() : Files.readString(passwordFile).strip();
        EmbeddedPostgres server =
                builder(home, cluster, fresh ? null : password).start();
        if (fresh) {
            lockDown(server, cluster, password);
            writePrivately(passwordFile, password);
            Files.delete(unfinished);
        }
        return new EmbeddedDatabase(lockFile, server, password);
    }

    private static void delete(Path tree) throws IOException {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private static EmbeddedPostgres.Builder builder(Path home, Path cluster, @Nullable String password) {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(home.resolve("server").toFile())
                .setDataDirectory(cluster)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(LONGEST_START)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on")
                .setServerConfig("listen_addresses", "127.0.0.1")
                .setServerConfig("max_connections", "100")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setServerConfig("checkpoint_timeout", "15min")
                .setServerConfig("wal_compression", "on")
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(serverLog(home)))
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(serverLog(home)));
        return password == null ? builder : builder.setConnectConfig("password", password);
    }

    private static File serverLog(Path home) {
        return home.resolve("server.log").toFile();
    }

    private static FileChannel own(Path home, Path data) throws IOException {
        FileChannel file = FileChannel.open(home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock;
        try {
            lock = file.tryLock();
        } catch (OverlappingFileLockException heldByThisProcess) {
            lock = null;
        }
        if (lock == null) {
            file.close();
            throw new Unavailable("another HeadsUp is already running on the data directory "
                    + data.toAbsolutePath().normalize()
                    + ". Stop it first, or give this one a HEADSUP_DATA_DIR of its own.");
        }
        return file;
    }

    /** Stops the server that a killed process left running on these files, and waits for its end. */
    private static void stopOrphan(Path cluster) throws IOException {
        Path pidFile = cluster.resolve("postmaster.pid");
        if (!Files.exists(pidFile)) {
            return;
        }
        List<String> lines = Files.readAllLines(pidFile);
        ProcessHandle orphan = lines.isEmpty()
                ? null
                : ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                        .filter(EmbeddedDatabase::isPostgres)
                        .orElse(null);
        if (orphan != null) {
            stopFast(orphan);
            if (!endsInTime(orphan)) {
                orphan.destroyForcibly();
                endsInTime(orphan);
            }
        }
        // Left over when server and all died together; its process number may belong to somebody else by now.
        Files.deleteIfExists(pidFile);
    }

    /** SIGINT is PostgreSQL's fast shutdown: open sessions are ended, not waited for. Java itself can only send SIGTERM. */
    private static void stopFast(ProcessHandle server) throws IOException {
        new ProcessBuilder("sh", "-c", "kill -INT " + server.pid()).start();
    }

    private static boolean isPostgres(ProcessHandle process) {
        return process.isAlive()
                && process.info().command().map(c -> c.endsWith("postgres")).orElse(false);
    }

    private static boolean endsInTime(ProcessHandle process) {
        try {
            process.onExit().get(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException stillThere) {
            return false;
        }
    }

    /** The library initialises with trust; from here on a password is asked for, on loopback alone. */
    private static void lockDown(EmbeddedPostgres server, Path cluster, String password) throws IOException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            // Hexadecimal digits only: nothing to escape.
            statement.execute("ALTER USER " + USER + " PASSWORD '" + password + "'");
            Files.writeString(
                    cluster.resolve("pg_hba.conf"),
                    "# Written by HeadsUp: loopback only, always with the generated password.\n"
                            + "host all all 127.0.0.1/32 scram-sha-256\n");
            statement.execute("SELECT pg_reload_conf()");
        } catch (SQLException failed) {
            server.close();
            throw new IOException(failed);
        }
    }

    private static void writePrivately(Path file, String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        if (draft.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(draft, text);
        Files.move(draft, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
    }

    private static String newPassword() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** JDBC URL without credentials. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    public String user() {
        return USER;
    }

    public String password() {
        return password;
    }

    /** Stops the server and gives the data directory free. */
    @Override
    public void close() {
        try (lockFile) {
            server.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
