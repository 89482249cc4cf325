/// The pipelines: survey, pack, verify, unpack.
///
/// The source is walked once and cut into regions ([Survey]); each region becomes a stream of
/// blocks ([BlockWriter]) that fills segments; segments of one number make a stripe, which is coded
/// and sealed onto the drives ([StripePress]). Reading back goes the other way.
package org.longhaul.freight;
