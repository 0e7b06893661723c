//! Digests of texts.
//!
//! MD5 is RFC 1321, the others are FIPS 180-4.

use std::fmt::Write;

use super::super::{Known, Outcome};
use super::arguments::Arguments;
use super::encoding::base64;
use super::{Native, of};

pub(super) const TABLE: &[Native] = &[
    of("base64sha256", |all| Ok(base64(&sha256(all.text(0)?.as_bytes())).into())),
    of("base64sha512", |all| Ok(base64(&sha512(all.text(0)?.as_bytes())).into())),
    of("md5", |all| hex(all, md5)),
    of("sha1", |all| hex(all, sha1)),
    of("sha256", |all| hex(all, sha256)),
    of("sha512", |all| hex(all, sha512)),
];

fn hex(all: &Arguments<'_>, digest: fn(&[u8]) -> Vec<u8>) -> Outcome {
    let mut text = String::new();
    for byte in digest(all.text(0)?.as_bytes()) {
        // Writing into a string cannot fail.
        let _ = write!(text, "{byte:02x}");
    }
    Ok(Known::from(text))
}

/// The bytes with their length behind them, filled up to whole blocks.
fn padded(bytes: &[u8], block: usize, is_little: bool) -> Vec<u8> {
    let mut padded = bytes.to_vec();
    padded.push(0x80);
    let length = block / 8;
    while padded.len() % block != block - length {
        padded.push(0);
    }
    let bits = u128::try_from(bytes.len()).unwrap_or_default() * 8;
    match is_little {
        true => padded.extend(bits.to_le_bytes().into_iter().take(length)),
        false => padded.extend(bits.to_be_bytes().into_iter().skip(16 - length)),
    }
    padded
}

fn words32(block: &[u8], of: fn([u8; 4]) -> u32) -> Vec<u32> {
    block.chunks_exact(4).filter_map(|bytes| bytes.try_into().ok().map(of)).collect()
}

fn at<T: Copy + Default>(words: &[T], index: usize) -> T {
    words.get(index).copied().unwrap_or_default()
}

/// The first bits of the fractions of the cube roots of the first primes; SHA-256 uses the upper halves.
const ROUNDS: [u64; 80] = [
    0x428a_2f98_d728_ae22,
    0x7137_4491_23ef_65cd,
    0xb5c0_fbcf_ec4d_3b2f,
    0xe9b5_dba5_8189_dbbc,
    0x3956_c25b_f348_b538,
    0x59f1_11f1_b605_d019,
    0x923f_82a4_af19_4f9b,
    0xab1c_5ed5_da6d_8118,
    0xd807_aa98_a303_0242,
    0x1283_5b01_4570_6fbe,
    0x2431_85be_4ee4_b28c,
    0x550c_7dc3_d5ff_b4e2,
    0x72be_5d74_f27b_896f,
    0x80de_b1fe_3b16_96b1,
    0x9bdc_06a7_25c7_1235,
    0xc19b_f174_cf69_2694,
    0xe49b_69c1_9ef1_4ad2,
    0xefbe_4786_384f_25e3,
    0x0fc1_9dc6_8b8c_d5b5,
    0x240c_a1cc_77ac_9c65,
    0x2de9_2c6f_592b_0275,
    0x4a74_84aa_6ea6_e483,
    0x5cb0_a9dc_bd41_fbd4,
    0x76f9_88da_8311_53b5,
    0x983e_5152_ee66_dfab,
    0xa831_c66d_2db4_3210,
    0xb003_27c8_98fb_213f,
    0xbf59_7fc7_beef_0ee4,
    0xc6e0_0bf3_3da8_8fc2,
    0xd5a7_9147_930a_a725,
    0x06ca_6351_e003_826f,
    0x1429_2967_0a0e_6e70,
    0x27b7_0a85_46d2_2ffc,
    0x2e1b_2138_5c26_c926,
    0x4d2c_6dfc_5ac4_2aed,
    0x5338_0d13_9d95_b3df,
    0x650a_7354_8baf_63de,
    0x766a_0abb_3c77_b2a8,
    0x81c2_c92e_47ed_aee6,
    0x9272_2c85_1482_353b,
    0xa2bf_e8a1_4cf1_0364,
    0xa81a_664b_bc42_3001,
    0xc24b_8b70_d0f8_9791,
    0xc76c_51a3_0654_be30,
    0xd192_e819_d6ef_5218,
    0xd699_0624_5565_a910,
    0xf40e_3585_5771_202a,
    0x106a_a070_32bb_d1b8,
    0x19a4_c116_b8d2_d0c8,
    0x1e37_6c08_5141_ab53,
    0x2748_774c_df8e_eb99,
    0x34b0_bcb5_e19b_48a8,
    0x391c_0cb3_c5c9_5a63,
    0x4ed8_aa4a_e341_8acb,
    0x5b9c_ca4f_7763_e373,
    0x682e_6ff3_d6b2_b8a3,
    0x748f_82ee_5def_b2fc,
    0x78a5_636f_4317_2f60,
    0x84c8_7814_a1f0_ab72,
    0x8cc7_0208_1a64_39ec,
    0x90be_fffa_2363_1e28,
    0xa450_6ceb_de82_bde9,
    0xbef9_a3f7_b2c6_7915,
    0xc671_78f2_e372_532b,
    0xca27_3ece_ea26_619c,
    0xd186_b8c7_21c0_c207,
    0xeada_7dd6_cde0_eb1e,
    0xf57d_4f7f_ee6e_d178,
    0x06f0_67aa_7217_6fba,
    0x0a63_7dc5_a2c8_98a6,
    0x113f_9804_bef9_0dae,
    0x1b71_0b35_131c_471b,
    0x28db_77f5_2304_7d84,
    0x32ca_ab7b_40c7_2493,
    0x3c9e_be0a_15c9_bebc,
    0x431d_67c4_9c10_0d4c,
    0x4cc5_d4be_cb3e_42b6,
    0x597f_299c_fc65_7e2a,
    0x5fcb_6fab_3ad6_faec,
    0x6c44_198c_4a47_5817,
];

/// The first bits of the fractions of the square roots of the first primes.
const START: [u64; 8] = [
    0x6a09_e667_f3bc_c908,
    0xbb67_ae85_84ca_a73b,
    0x3c6e_f372_fe94_f82b,
    0xa54f_f53a_5f1d_36f1,
    0x510e_527f_ade6_82d1,
    0x9b05_688c_2b3e_6c1f,
    0x1f83_d9ab_fb41_bd6b,
    0x5be0_cd19_137e_2179,
];

/// The upper half of 64 bits.
fn upper(bits: u64) -> u32 {
    u32::try_from(bits >> 32).unwrap_or_default()
}

/// A round of SHA-2: what both sizes have in common.
macro_rules! sha2 {
    ($name:ident, $word:ty, $rounds:expr, $start:expr, $block:literal, $shifts:expr) => {
        fn $name(bytes: &[u8]) -> Vec<u8> {
            const BYTES: usize = size_of::<$word>();
            let [small, large]: [[[u32; 3]; 2]; 2] = $shifts;
            let mix = |word: $word, [a, b, c]: [u32; 3], is_small: bool| {
                let last = if is_small { word >> c } else { word.rotate_right(c) };
                word.rotate_right(a) ^ word.rotate_right(b) ^ last
            };
            let rounds: Vec<$word> = $rounds;
            let mut state: Vec<$word> = $start;
            for block in padded(bytes, $block, false).chunks_exact($block) {
                let words = block.chunks_exact(BYTES).filter_map(|bytes| bytes.try_into().ok());
                let mut words: Vec<$word> = words.map(<$word>::from_be_bytes).collect();
                for index in 16..rounds.len() {
                    let (one, other) = (at(&words, index - 15), at(&words, index - 2));
                    let mixed = mix(one, small[0], true).wrapping_add(mix(other, small[1], true));
                    words
                        .push(mixed.wrapping_add(at(&words, index - 16)).wrapping_add(at(&words, index - 7)));
                }
                let mut now = state.clone();
                for (word, round) in words.iter().zip(&rounds) {
                    let [a, b, c, d, e, f, g, h] = [0, 1, 2, 3, 4, 5, 6, 7].map(|index| at(&now, index));
                    let one = h.wrapping_add(mix(e, large[1], false)).wrapping_add((e & f) ^ (!e & g));
                    let one = one.wrapping_add(*round).wrapping_add(*word);
                    let other = mix(a, large[0], false).wrapping_add((a & b) ^ (a & c) ^ (b & c));
                    now = vec![one.wrapping_add(other), a, b, c, d.wrapping_add(one), e, f, g];
                }
                state = state.iter().zip(now).map(|(before, now)| before.wrapping_add(now)).collect();
            }
            state.iter().flat_map(|word| word.to_be_bytes()).collect()
        }
    };
}

sha2!(
    sha256,
    u32,
    ROUNDS.into_iter().take(64).map(upper).collect(),
    START.into_iter().map(upper).collect(),
    64,
    [[[7, 18, 3], [17, 19, 10]], [[2, 13, 22], [6, 11, 25]]]
);
sha2!(
    sha512,
    u64,
    ROUNDS.to_vec(),
    START.to_vec(),
    128,
    [[[1, 8, 7], [19, 61, 6]], [[28, 34, 39], [14, 18, 41]]]
);

/// What the first words of MD5 and SHA-1 are.
const WORDS: [u32; 5] = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];

fn sha1(bytes: &[u8]) -> Vec<u8> {
    let mut state = WORDS;
    for block in padded(bytes, 64, false).chunks_exact(64) {
        let mut words = words32(block, u32::from_be_bytes);
        for index in 16..80 {
            let mixed = [3, 8, 14, 16].into_iter().fold(0, |mixed, back| mixed ^ at(&words, index - back));
            words.push(mixed.rotate_left(1));
        }
        let mut now = state;
        for (index, word) in words.iter().enumerate() {
            let [a, b, c, d, e] = now;
            let (mixed, round) = match index / 20 {
                0 => ((b & c) | (!b & d), 0x5a82_7999),
                1 => (b ^ c ^ d, 0x6ed9_eba1),
                2 => ((b & c) | (b & d) | (c & d), 0x8f1b_bcdc),
                _ => (b ^ c ^ d, 0xca62_c1d6),
            };
            let sum = [mixed, e, round, *word].into_iter().fold(a.rotate_left(5), u32::wrapping_add);
            now = [sum, a, b.rotate_left(30), c, d];
        }
        state.iter_mut().zip(now).for_each(|(word, now)| *word = word.wrapping_add(now));
    }
    state.iter().flat_map(|word| word.to_be_bytes()).collect()
}

/// The first bits of the sines of the first whole numbers.
const SINES: [u32; 64] = [
    0xd76a_a478,
    0xe8c7_b756,
    0x2420_70db,
    0xc1bd_ceee,
    0xf57c_0faf,
    0x4787_c62a,
    0xa830_4613,
    0xfd46_9501,
    0x6980_98d8,
    0x8b44_f7af,
    0xffff_5bb1,
    0x895c_d7be,
    0x6b90_1122,
    0xfd98_7193,
    0xa679_438e,
    0x49b4_0821,
    0xf61e_2562,
    0xc040_b340,
    0x265e_5a51,
    0xe9b6_c7aa,
    0xd62f_105d,
    0x0244_1453,
    0xd8a1_e681,
    0xe7d3_fbc8,
    0x21e1_cde6,
    0xc337_07d6,
    0xf4d5_0d87,
    0x455a_14ed,
    0xa9e3_e905,
    0xfcef_a3f8,
    0x676f_02d9,
    0x8d2a_4c8a,
    0xfffa_3942,
    0x8771_f681,
    0x6d9d_6122,
    0xfde5_380c,
    0xa4be_ea44,
    0x4bde_cfa9,
    0xf6bb_4b60,
    0xbebf_bc70,
    0x289b_7ec6,
    0xeaa1_27fa,
    0xd4ef_3085,
    0x0488_1d05,
    0xd9d4_d039,
    0xe6db_99e5,
    0x1fa2_7cf8,
    0xc4ac_5665,
    0xf429_2244,
    0x432a_ff97,
    0xab94_23a7,
    0xfc93_a039,
    0x655b_59c3,
    0x8f0c_cc92,
    0xffef_f47d,
    0x8584_5dd1,
    0x6fa8_7e4f,
    0xfe2c_e6e0,
    0xa301_4314,
    0x4e08_11a1,
    0xf753_7e82,
    0xbd3a_f235,
    0x2ad7_d2bb,
    0xeb86_d391,
];

fn md5(bytes: &[u8]) -> Vec<u8> {
    const SHIFTS: [[u32; 4]; 4] = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];
    let [a, b, c, d, _] = WORDS;
    let mut state = [a, b, c, d];
    for block in padded(bytes, 64, true).chunks_exact(64) {
        let words = words32(block, u32::from_le_bytes);
        let mut now = state;
        for (index, sine) in SINES.iter().enumerate() {
            let [a, b, c, d] = now;
            let (mixed, word) = match index / 16 {
                0 => ((b & c) | (!b & d), index),
                1 => ((d & b) | (!d & c), 5 * index + 1),
                2 => (b ^ c ^ d, 3 * index + 5),
                _ => (c ^ (b | !d), 7 * index),
            };
            let sum = [mixed, *sine, at(&words, word % 16)].into_iter().fold(a, u32::wrapping_add);
            let shift =
                SHIFTS.get(index / 16).and_then(|shifts| shifts.get(index % 4)).copied().unwrap_or_default();
            now = [d, b.wrapping_add(sum.rotate_left(shift)), b, c];
        }
        state.iter_mut().zip(now).for_each(|(word, now)| *word = word.wrapping_add(now));
    }
    state.iter().flat_map(|word| word.to_le_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts around the ends of blocks, by the digest of all their digests.
    #[test]
    fn texts_of_all_lengths_have_the_digests_that_others_compute() {
        assert_eq!(of_all(md5), "d54cd358702fb9ecc1b3e06ef2fff954");
        assert_eq!(of_all(sha1), "669bb8a5ab9386d980219f479b7802bb431ebd72");
        assert_eq!(of_all(sha256), "e916de9ef0e86db1871cc23bb0aa414b880fc3ae2faa760f7b91be1422b9ce8d");
        assert_eq!(
            of_all(sha512),
            "a2577db72da6d0a37658b1374f1aee8192ade1ca98f62b90755362431b69c62c6e29e5a73bcabfc5aa520d8724fb493c411e12a365f1b8c8b98ef9f9e19009a8"
        );
    }

    fn of_all(digest: fn(&[u8]) -> Vec<u8>) -> String {
        let bytes: Vec<u8> = (0..260_u32).map(|at| u8::try_from(at * 7 % 251).unwrap()).collect();
        let all: Vec<u8> = (0..260).flat_map(|length| digest(&bytes[..length])).collect();
        digest(&all).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
