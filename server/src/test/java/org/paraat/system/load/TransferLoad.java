package org.paraat.system.load;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Attended transfers at a steady rate beside calls that stand and carry sound.
 *
 * <p>{@code TransferLoad SERVER-PORT PID TRANSFERS A-SECOND STANDING}: one round to warm up, three
 * that count; a line for each, ends with 1 when a patient was lost.
 */
public final class TransferLoad implements HandoverAgents.Listener {
  private static final long SECOND = 1_000_000_000L;
  private static final int ROUNDS = 3;
  private static final int AGENTS = 20;
  private static final int PATIENTS_PORT = 5082;
  private static final int DOCTORS_PORT = 5080;
  private static final String QUEUE_NUMBER = "0880000700";
  private static final String OUTSIDE_NUMBER = "0880000750";
  private static final String DOCTORS = "0655";
  private static final int PATIENT = 0x50_000000;
  private static final int DOCTOR = 0x44_000000;
  private static final long FRESH = 200_000_000L;
  private static final int MOST_LOOKS = 10;
  private static final long LONGEST_TRANSFER = 15 * SECOND;
  private static final PrintStream OUT =
      new PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), true);

  private final Wire wire;
  private final Path stat;
  private final Voices voices;
  private final HandoverAgents agents;
  private final Agents doctors;
  private final Callers patients;
  private final Map<String, Transfer> transfers = new HashMap<>();
  private final Map<Integer, String> doctorsCalls = new HashMap<>();
  private int transfersMade;
  private int judged;
  private final List<String> lost = new ArrayList<>();
  private final List<Long> gaps = new ArrayList<>();
  private int sourceChanges;
  private int jumps;

  private static final class Transfer {
    private final int index;
    private final String patient;
    private int status;
    private boolean isAnswered;
    private boolean isJudged;
    private int looks;

    private Transfer(int index, String patient) {
      this.index = index;
      this.patient = patient;
    }
  }

  private TransferLoad(Wire wire, InetSocketAddress server, long process) throws IOException {
    this.wire = wire;
    stat = Path.of("/proc/" + process + "/stat");
    voices = new Voices(wire);
    agents = new HandoverAgents(wire, server, voices, this);
    doctors = new Agents(wire, server, DOCTORS_PORT, voices, Agents.FOR_EVER, new Doctors());
    patients = new Callers(wire, server, PATIENTS_PORT, QUEUE_NUMBER, voices);
  }

  public static void main(String[] arguments) throws IOException {
    var server = new InetSocketAddress("127.0.0.1", Integer.parseInt(arguments[0]));
    int count = Integer.parseInt(arguments[2]);
    int perSecond = Integer.parseInt(arguments[3]);
    int standing = Integer.parseInt(arguments[4]);
    Rehearsal.hold();
    boolean isGood;
    try (var wire = new Wire()) {
      var load = new TransferLoad(wire, server, Long.parseLong(arguments[1]));
      isGood = load.run(count, perSecond, standing);
    }
    System.exit(isGood ? 0 : 1);
  }

  private boolean run(int count, int perSecond, int standing) throws IOException {
    agents.register(AGENTS);
    // the server must see both carriers alive before the first call
    wire.runUntil(() -> false, SECOND);
    for (int i = 0; i < standing; i++) {
      wire.after(i * SECOND / 50, () -> patients.call(OUTSIDE_NUMBER));
    }
    boolean stand =
        wire.runUntil(
            () -> patients.standing() == standing && doctors.standing() == standing,
            (standing / 50 + 20) * SECOND);
    if (!stand) {
      OUT.println("failed: only " + patients.standing() + " calls stand");
      return false;
    }
    OUT.println("warming up: " + round(count, perSecond, standing).words());
    var rounds = new ArrayList<Round>();
    for (int i = 1; i <= ROUNDS; i++) {
      rounds.add(round(count, perSecond, standing));
      OUT.println("round " + i + ": " + rounds.getLast().words());
    }
    OUT.printf(
        Locale.ROOT,
        "median: %.2f CPU s per 1,000 transfers, longest time without a packet p50 %.0f ms,"
            + " max %.0f ms%n",
        median(rounds.stream().mapToDouble(Round::cpu).toArray()),
        median(rounds.stream().mapToDouble(each -> each.gap(0.5)).toArray()),
        median(rounds.stream().mapToDouble(each -> each.gap(1)).toArray()));
    return rounds.stream().allMatch(Round::isGood);
  }

  private Round round(int count, int perSecond, int standing) throws IOException {
    forgetTheLastRound();
    double idle = cpuSeconds();
    long idleBegan = System.nanoTime();
    wire.runUntil(() -> false, 3 * SECOND);
    double idleRate = (cpuSeconds() - idle) / (System.nanoTime() - idleBegan);
    voices.longestStandstill();
    double before = cpuSeconds();
    long began = System.nanoTime();
    for (int i = 0; i < count; i++) {
      wire.after(i * SECOND / perSecond, this::begin);
    }
    long atMost = (count / perSecond + 40) * SECOND;
    boolean isOver =
        wire.runUntil(
            () ->
                judged == count
                    && agents.alive() == 0
                    && patients.standing() == standing
                    && doctors.standing() == standing,
            atMost);
    double used = cpuSeconds() - before - idleRate * (System.nanoTime() - began);
    agents.hangUpAll();
    return new Round(
        count,
        perSecond,
        standing,
        List.copyOf(lost),
        used * 1_000 / count,
        idleRate * SECOND,
        gaps.stream().mapToLong(Long::longValue).sorted().toArray(),
        sourceChanges,
        jumps,
        voices.longestStandstill(),
        isOver);
  }

  private void forgetTheLastRound() {
    judged = 0;
    lost.clear();
    gaps.clear();
    sourceChanges = 0;
    jumps = 0;
  }

  private void begin() {
    String patient = patients.call();
    var transfer = new Transfer(transfersMade++, patient);
    transfers.put(patient, transfer);
    voices.says(Callers.callId(patient), PATIENT | transfer.index);
    wire.after(LONGEST_TRANSFER, () -> judge(transfer));
  }

  @Override
  public String consults(String caller) {
    return DOCTORS + "%06d".formatted(transfers.get(caller).index);
  }

  @Override
  public void answered(String caller) {
    Transfer transfer = transfers.get(caller);
    if (transfer != null) {
      transfer.isAnswered = true;
      voices.watch(Callers.callId(caller));
    }
  }

  @Override
  public void told(String caller, int status) {
    Transfer transfer = transfers.get(caller);
    if (transfer.status == 0) {
      transfer.status = status;
      wire.after(SECOND, () -> judge(transfer));
    }
  }

  /**
   * A second after the transfer the patient is with the doctor, or lost; looked at again for a
   * second, as this program may have been late to hear it.
   */
  private void judge(Transfer transfer) {
    if (transfer.isJudged) {
      return;
    }
    String trouble = troubleOf(transfer);
    if (!trouble.isEmpty() && transfer.looks++ < MOST_LOOKS) {
      wire.after(SECOND / MOST_LOOKS, () -> judge(transfer));
      return;
    }
    transfer.isJudged = true;
    judged++;
    Voices.Heard patient = voices.heard(Callers.callId(transfer.patient));
    if (trouble.isEmpty()) {
      gaps.add(patient.longestGap());
      sourceChanges += patient.sourceChanges();
      jumps += patient.jumps();
    } else {
      lost.add(transfer.patient + " " + trouble + ", told " + transfer.status);
    }
    patients.hangUp(transfer.patient);
  }

  private String troubleOf(Transfer transfer) {
    long fresh = System.nanoTime() - FRESH;
    if (!transfer.isAnswered || !patients.stands(transfer.patient)) {
      return "fell";
    }
    Voices.Heard patient = voices.heard(Callers.callId(transfer.patient));
    if (patient.mark() != (DOCTOR | transfer.index) || patient.lastPacket() < fresh) {
      return "does not hear the doctor";
    }
    Voices.Heard doctor = voices.heard(doctorsCalls.getOrDefault(transfer.index, ""));
    boolean isHeard = doctor.mark() == (PATIENT | transfer.index) && doctor.lastPacket() > fresh;
    return isHeard ? "" : "is not heard by the doctor";
  }

  /** User and system time of the server; clock ticks are hundredths of a second on Linux. */
  private double cpuSeconds() throws IOException {
    String text = Files.readString(stat);
    String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /** The other ends of calls to outside: those that stand, and the doctors. */
  private final class Doctors implements Agents.OfferListener {
    @Override
    public void offered(String agent, String callerDigits, long nanos) {}

    @Override
    public void answered(String number, String callId) {
      int place = number.indexOf(DOCTORS.substring(1));
      if (place >= 0 && number.length() == place + 9) {
        int index = Integer.parseInt(number.substring(place + 3));
        doctorsCalls.put(index, callId);
        voices.says(callId, DOCTOR | index);
      }
    }
  }

  private record Round(
      int count,
      int perSecond,
      int standing,
      List<String> lost,
      double cpu,
      double idleRate,
      long[] gaps,
      int sourceChanges,
      int jumps,
      long standstill,
      boolean isOver) {

    private boolean isGood() {
      return lost.isEmpty() && sourceChanges == 0 && isOver;
    }

    /** In milliseconds. */
    private double gap(double part) {
      return gaps.length == 0
          ? Double.NaN
          : gaps[Math.max(0, (int) Math.ceil(part * gaps.length) - 1)] / 1e6;
    }

    private String words() {
      return String.format(
          Locale.ROOT,
          "%d transfers at %d a second beside %d calls: lost %d%s; %.2f CPU s per 1,000 (the standing"
              + " calls take %.1f %% of a core); longest time without a packet p50 %.0f ms, p99 %.0f"
              + " ms, max %.0f ms; SSRC changes %d, sequence jumps %d; this program was late by"
              + " %.0f ms at most%s",
          count,
          perSecond,
          standing,
          lost.size(),
          lost.isEmpty() ? "" : " " + lost.subList(0, Math.min(5, lost.size())),
          cpu,
          idleRate * 100,
          gap(0.5),
          gap(0.99),
          gap(1),
          sourceChanges,
          jumps,
          standstill / 1e6,
          isOver ? "" : "; calls were left over");
    }
  }
}
