/// Erasure codes: any `m` of `k+m` drives may be lost.
///
/// The code is a systematic Reed-Solomon code over GF(2^8) with the polynomial 0x11D, elements being
/// the numbers 0 to 255 in the polynomial basis. Let `M` be the smallest power of two that is at
/// least `m`, if `M + k` is at most 256, else `M = m`. Parity drive `j` stands at the point `j`,
/// data drive `i` at the point `M + i`. With `X = {0, …, M-1}` and `g_j(z)` the product of `z - x`
/// over all `x` in `X` but `j`, parity is
///
///     parity_j = sum over i of G[j][i] * data_i,   G[j][i] = g_j(M + i) / g_j(j)
///
/// This is the Reed-Solomon code of length 256 and dimension `256 - M`, all of whose column
/// multipliers are one, shortened to `k` and punctured to `m`; so it is MDS. With `m = 1` it is XOR.
/// Where `M` is a power of two, `X` is a subspace, and the additive FFT of Lin, Chung and Han (FOCS
/// 2014) gives the same bytes with fewer multiplications.
///
/// `MatrixCode` computes by the matrix, `TransformCode` by that FFT, also where `M = m`;
/// `ChosenCode` takes the faster for what is asked. Each has kernels with vectors and without.
package org.longhaul.coding;
