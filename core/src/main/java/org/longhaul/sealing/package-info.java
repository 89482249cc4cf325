/// Keys, authenticated encryption, signatures.
///
/// A leg's secret is wrapped in a genuine age file (the C2SP specification `age`, v1), so that a
/// recipient may open it with any age tool. The small part of age that wraps one secret is written
/// here: the age library on the registry lacks passphrases, SSH keys and the post-quantum kind.
package org.longhaul.sealing;
