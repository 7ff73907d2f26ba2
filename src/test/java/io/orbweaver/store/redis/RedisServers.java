package io.orbweaver.store.redis;

import io.lettuce.core.KillArgs;
import io.lettuce.core.MigrateArgs;
import io.lettuce.core.Range;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.ClusterClientOptions;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.ClusterPartitionParser;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** A cluster of redis-servers of a test: three masters, each with a third of the slots, with or without replicas. */
public final class RedisServers implements AutoCloseable {

    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;
    private static final int MOVE_MILLIS = 5_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final List<RedisServer> servers = new ArrayList<>();

    private RedisServers(Path folder) {
        this.folder = folder;
    }

    /** Starts one, and waits until all nodes know who has which slots. */
    public static RedisServers start(Path folder) {
        RedisServers cluster = new RedisServers(folder);
        cluster.launchMasters();
        cluster.awaitWhole();
        return cluster;
    }

    /** The same with a replica for each master, which is in step with it. */
    public static RedisServers startWithReplicas(Path folder) {
        RedisServers cluster = new RedisServers(folder);
        cluster.launchMasters();
        for (int i = 0; i < MASTERS; i++) {
            cluster.launch();
        }
        cluster.awaitWhole();
        for (int i = 0; i < MASTERS; i++) {
            String master = id(cluster.servers.get(i));
            cluster.servers.get(MASTERS + i).ask(commands -> commands.clusterReplicate(master));
        }
        cluster.servers.subList(MASTERS, 2 * MASTERS).forEach(cluster::awaitLinked);
        return cluster;
    }

    private void launchMasters() {
        for (int i = 0; i < MASTERS; i++) {
            int from = i * SLOTS / MASTERS;
            int to = (i + 1) * SLOTS / MASTERS - 1;
            launch().ask(commands -> commands.clusterAddSlotsRange(Range.create(from, to)));
        }
    }

    private RedisServer launch() {
        List<String> options = new ArrayList<>(List.of("--cluster-enabled", "yes"));
        options.addAll(List.of("--cluster-node-timeout", "2000")); // a master that is gone is replaced soon
        options.addAll(List.of("--cluster-replica-validity-factor", "0")); // however long a replica was cut off
        options.addAll(List.of("--cluster-allow-replica-migration", "no")); // who has lost its last slot stays a master
        options.addAll(List.of("--cluster-require-full-coverage", "no")); // what is there is served without the rest
        options.addAll(List.of("--repl-diskless-sync-delay", "0"));
        RedisServer server =
                RedisServer.start(folder.resolve("node-" + servers.size()), options.toArray(String[]::new));
        servers.add(server);
        server.ask(commands -> commands.clusterMeet("127.0.0.1", servers.get(0).port()));
        return server;
    }

    /** Has a node without slots join. */
    public RedisServer add() {
        RedisServer server = launch();
        awaitWhole();
        return server;
    }

    /** Has a node without slots leave. */
    public void remove(RedisServer server) {
        String id = id(server);
        servers.remove(server);
        servers.forEach(other -> other.ask(commands -> commands.clusterForget(id)));
        server.close();
        awaitWhole();
    }

    private void awaitWhole() {
        await(() -> servers.stream()
                .allMatch(
                        server -> server.ask(commands -> commands.clusterInfo().contains("cluster_state:ok")
                                && commands.clusterNodes().lines().count() == servers.size())));
    }

    private void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(RedisException.class) // what is told of has not reached all nodes yet
                .until(condition);
    }

    private static String id(RedisServer server) {
        return server.ask(RedisCommands::clusterMyId);
    }

    private static boolean says(RedisServer server, String sentence) {
        return server.ask(commands -> commands.info("replication").contains(sentence));
    }

    private Partitions nodes(RedisServer asked) {
        String nodes = asked.ask(RedisCommands::clusterNodes);
        return ClusterPartitionParser.parse(nodes);
    }

    private RedisServer server(RedisClusterNode node) {
        return servers.stream()
                .filter(server -> server.port() == node.getUri().getPort())
                .findFirst()
                .orElseThrow();
    }

    private RedisServer someone() {
        return servers.stream().filter(RedisServer::isRunning).findFirst().orElseThrow();
    }

    /** The master that has a slot. */
    public RedisServer master(int slot) {
        return server(nodes(someone()).getPartitionBySlot(slot));
    }

    /** A master that does not have a slot. */
    public RedisServer masterBeside(int slot) {
        int port = master(slot).port();
        return nodes(someone()).stream()
                .filter(node -> !node.getSlots().isEmpty() && node.getUri().getPort() != port)
                .findFirst()
                .map(this::server)
                .orElseThrow();
    }

    /** The replica of a master. */
    public RedisServer replica(RedisServer master) {
        String id = id(master);
        return nodes(master).stream()
                .filter(node -> id.equals(node.getSlaveOf()))
                .findFirst()
                .map(this::server)
                .orElseThrow();
    }

    /** Has a replica take over from its master, who waits until all has reached it: nothing is lost. */
    public void promote(RedisServer replica) {
        replica.ask(commands -> commands.clusterFailover(false));
        awaitPromoted(replica);
    }

    /** Waits until a replica has taken over. */
    public void awaitPromoted(RedisServer replica) {
        await(() -> says(replica, "role:master")
                && replica.ask(RedisCommands::clusterInfo).contains("cluster_state:ok"));
    }

    /** Starts those again that were killed: they find themselves replicas of those that took over, and catch up. */
    public void startAgain() {
        for (RedisServer server : servers) {
            if (!server.isRunning()) {
                server.startAgain();
                awaitLinked(server);
            }
        }
    }

    /** Waits until a replica has what its master has, and gets what comes. */
    public void awaitLinked(RedisServer replica) {
        await(() -> says(replica, "master_link_status:up"));
    }

    /** Waits until all that was written to a master has reached its replica; nobody may write meanwhile. */
    public void awaitInStep(RedisServer master, RedisServer replica) {
        await(() -> offset(master, "master_repl_offset:") == offset(replica, "slave_repl_offset:"));
    }

    private static long offset(RedisServer server, String name) {
        return server.ask(commands -> commands.info("replication"))
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length()).strip()))
                .findFirst()
                .orElseThrow();
    }

    /** From now on nothing reaches a replica: it names a password that the master does not know, until that is gone. */
    public void cutOff(RedisServer master, RedisServer replica) {
        replica.ask(commands -> commands.configSet("masterauth", "wrong"));
        master.ask(commands -> commands.clientKill(KillArgs.Builder.typeSlave()));
        await(() -> says(replica, "master_link_status:down"));
    }

    /** Begins to move a slot: what is there stays where it is, what is not is looked for at the other. */
    public void beginMove(int slot, RedisServer to) {
        RedisServer from = master(slot);
        String target = id(to);
        String source = id(from);
        to.ask(commands -> commands.clusterSetSlotImporting(slot, source));
        from.ask(commands -> commands.clusterSetSlotMigrating(slot, target));
    }

    /** Moves keys of a slot, one after the other; how many are left. */
    public int moveKeys(int slot, RedisServer to, int max) {
        RedisServer from = master(slot);
        return from.ask(commands -> {
            for (String key : commands.clusterGetKeysInSlot(slot, max)) {
                commands.migrate("127.0.0.1", to.port(), 0, MOVE_MILLIS, MigrateArgs.Builder.key(key));
            }
            return commands.clusterCountKeysInSlot(slot).intValue();
        });
    }

    /** All keys of a slot are moved, and from now on it is the other's. */
    public void endMove(int slot, RedisServer to) {
        RedisServer from = master(slot);
        String target = id(to);
        List<RedisServer> logFailure =
                new ArrayList<>(List.of(to, from)); // in this order, so that nobody is sent in circles
        servers.stream()
                .filter(server -> !logFailure.contains(server) && says(server, "role:master"))
                .forEach(logFailure::add);
        logFailure.forEach(server -> server.ask(commands -> commands.clusterSetSlotNode(slot, target)));
    }

    /** Where nodes of it are, as Spring has it. */
    public String nodes() {
        return String.join(
                ",",
                servers.stream().map(server -> "127.0.0.1:" + server.port()).toList());
    }

    /** A client of it, with the options that the store asks for. */
    public RedisClusterClient newClient() {
        List<RedisURI> uris = servers.stream().map(RedisServer::uri).toList();
        RedisClusterClient client = RedisClusterClient.create(uris);
        client.setOptions(RedisStore.bounded(ClusterClientOptions.builder()).build());
        return client;
    }

    /** Removes all that is stored. */
    public void empty() {
        servers.forEach(server -> server.ask(RedisCommands::flushall));
    }

    @Override
    public void close() {
        servers.forEach(RedisServer::close);
    }
}
