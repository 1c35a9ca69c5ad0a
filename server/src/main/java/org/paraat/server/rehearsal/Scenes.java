package org.paraat.server.rehearsal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.paraat.sip.transport.NettyLoop;
import org.paraat.sip.transport.SipAddress;

/** What a rehearsal plays with one caller or several: each scene ends, whatever goes wrong. */
final class Scenes {
  private static final Duration TALK = Duration.ofMillis(20);

  /** Until a whisper was heard, the key pressed and the emergency spoken to. */
  private static final Duration UNTIL_HELPED = Duration.ofMillis(100);

  private final NettyLoop loop;
  private final Understudy caller;
  private final Handsets handsets;
  private final SipAddress platform;
  private final long end;
  private final AtomicInteger handedOver = new AtomicInteger();
  private final AtomicInteger interrupted = new AtomicInteger();

  /**
   * @param longest after which time no scene goes on: a cold machine may need it all for one
   */
  Scenes(
      NettyLoop loop, Understudy caller, Handsets handsets, SipAddress platform, Duration longest) {
    this.loop = loop;
    this.caller = caller;
    this.handsets = handsets;
    this.platform = platform;
    end = System.nanoTime() + longest.toNanos();
  }

  boolean isTimeUp() {
    return System.nanoTime() > end;
  }

  int handedOver() {
    return handedOver.get();
  }

  int interrupted() {
    return interrupted.get();
  }

  /** Somebody calls, talks for a moment and hangs up. */
  void call(String number, Runnable over) {
    loop.execute(
        () -> {
          var scene = new Scene(over);
          scene.call(number, () -> loop.schedule(TALK, scene::ends));
        });
  }

  /** A patient is put on hold while a doctor outside is asked, who then takes over. */
  void handOver(Runnable over) {
    loop.execute(
        () -> {
          var scene = new Scene(over);
          handsets
              .handset(Post.HANDS_OVER.phone())
              .whenHandedOver(
                  () -> {
                    handedOver.incrementAndGet();
                    loop.schedule(TALK, scene::ends);
                  });
          scene.call(Post.HANDS_OVER.number(), () -> {});
        });
  }

  /**
   * An emergency comes in while the one agent who could take it talks, who takes it beside that
   * conversation or by the key.
   */
  void interruption(Post talksFor, Post emergency, Runnable over) {
    loop.execute(
        () -> {
          var scene = new Scene(over);
          Handset agent = handsets.handset(talksFor.phone());
          agent.whenTalking(
              () -> {
                agent.whenTalking(
                    () -> {
                      interrupted.incrementAndGet();
                      loop.schedule(TALK, scene::endsFromTheLast);
                    });
                scene.call(
                    emergency.number(),
                    () -> {
                      if (emergency.habit() == Handset.Habit.HAS_ONE_LINE) {
                        loop.schedule(UNTIL_HELPED, scene::endsFromTheLast);
                      }
                    });
              });
          scene.call(talksFor.number(), () -> {});
        });
  }

  /** The calls of one scene: when it ends none of them goes on. */
  private final class Scene {
    private final Runnable over;
    private final List<Understudy.Calling> calls = new ArrayList<>(2);
    private boolean isOver;

    private Scene(Runnable over) {
      this.over = over;
      loop.schedule(Duration.ofNanos(Math.max(0, end - System.nanoTime())), this::ends);
    }

    private void call(String number, Runnable answered) {
      if (!isOver) {
        calls.add(caller.call(number, platform, answered, this::ends));
      }
    }

    /** The last caller hangs up, and a moment later the first. */
    private void endsFromTheLast() {
      calls.getLast().hangUp();
      loop.schedule(TALK, this::ends);
    }

    private void ends() {
      if (!isOver) {
        isOver = true;
        calls.forEach(Understudy.Calling::hangUp);
        over.run();
      }
    }
  }
}
