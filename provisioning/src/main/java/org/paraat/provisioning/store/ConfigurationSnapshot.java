package org.paraat.provisioning.store;

import java.util.List;
import java.util.SequencedMap;
import org.paraat.pbx.directory.Directory;
import org.paraat.pbx.vocabulary.DeviceId;
import org.paraat.pbx.vocabulary.TrunkId;
import org.paraat.sip.digest.HashedSecret;

/**
 * All that is configured, as one value: what the database holds, and what would have to be at hand
 * to start without it.
 *
 * @param sample which organisation of ours this began as: {@code demo}, {@code bench} or {@code
 *     none}
 * @param trunkSecrets what carriers gave us, sealed
 * @param wellKnownSecrets what still has a secret of our documentation, such as {@code desk1}
 */
public record ConfigurationSnapshot(
    String sample,
    Directory directory,
    SequencedMap<DeviceId, HashedSecret> secrets,
    SequencedMap<TrunkId, String> trunkSecrets,
    List<PortalUserStore.Account> portalUsers,
    List<String> wellKnownSecrets) {}
