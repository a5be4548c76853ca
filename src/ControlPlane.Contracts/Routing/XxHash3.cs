using System.Buffers.Binary;
using System.Numerics;

namespace ControlPlane.Contracts.Routing;

/// <summary>
/// XXH3, 64-bit, seed 0, default secret: the non-cryptographic hash of the xxHash specification, section "XXH3 algorithm".
/// Names of steps and constants follow that text. Stateless; System.IO.Hashing could take its place.
/// </summary>
public static class XxHash3
{
    private const ulong Prime32A = 0x9E3779B1;
    private const ulong Prime32B = 0x85EBCA77;
    private const ulong Prime32C = 0xC2B2AE3D;
    private const ulong PrimeA = 0x9E3779B185EBCA87;
    private const ulong PrimeB = 0xC2B2AE3D27D4EB4F;
    private const ulong PrimeC = 0x165667B19E3779F9;
    private const ulong PrimeD = 0x85EBCA77C2B2AE63;
    private const ulong PrimeE = 0x27D4EB2F165667C5;
    private const ulong MixPrimeA = 0x165667919E3779F9;
    private const ulong MixPrimeB = 0x9FB21C651E98DF25;

    private const int StripeLength = 64;
    private const int SecretConsumeRate = 8;
    private const int StripesPerBlock = (192 - StripeLength) / SecretConsumeRate;
    private const int BlockLength = StripeLength * StripesPerBlock;

    private static ReadOnlySpan<byte> Secret =>
    [
        0xb8, 0xfe, 0x6c, 0x39, 0x23, 0xa4, 0x4b, 0xbe, 0x7c, 0x01, 0x81, 0x2c, 0xf7, 0x21, 0xad, 0x1c,
        0xde, 0xd4, 0x6d, 0xe9, 0x83, 0x90, 0x97, 0xdb, 0x72, 0x40, 0xa4, 0xa4, 0xb7, 0xb3, 0x67, 0x1f,
        0xcb, 0x79, 0xe6, 0x4e, 0xcc, 0xc0, 0xe5, 0x78, 0x82, 0x5a, 0xd0, 0x7d, 0xcc, 0xff, 0x72, 0x21,
        0xb8, 0x08, 0x46, 0x74, 0xf7, 0x43, 0x24, 0x8e, 0xe0, 0x35, 0x90, 0xe6, 0x81, 0x3a, 0x26, 0x4c,
        0x3c, 0x28, 0x52, 0xbb, 0x91, 0xc3, 0x00, 0xcb, 0x88, 0xd0, 0x65, 0x8b, 0x1b, 0x53, 0x2e, 0xa3,
        0x71, 0x64, 0x48, 0x97, 0xa2, 0x0d, 0xf9, 0x4e, 0x38, 0x19, 0xef, 0x46, 0xa9, 0xde, 0xac, 0xd8,
        0xa8, 0xfa, 0x76, 0x3f, 0xe3, 0x9c, 0x34, 0x3f, 0xf9, 0xdc, 0xbb, 0xc7, 0xc7, 0x0b, 0x4f, 0x1d,
        0x8a, 0x51, 0xe0, 0x4b, 0xcd, 0xb4, 0x59, 0x31, 0xc8, 0x9f, 0x7e, 0xc9, 0xd9, 0x78, 0x73, 0x64,
        0xea, 0xc5, 0xac, 0x83, 0x34, 0xd3, 0xeb, 0xc3, 0xc5, 0x81, 0xa0, 0xff, 0xfa, 0x13, 0x63, 0xeb,
        0x17, 0x0d, 0xdd, 0x51, 0xb7, 0xf0, 0xda, 0x49, 0xd3, 0x16, 0x55, 0x26, 0x29, 0xd4, 0x68, 0x9e,
        0x2b, 0x16, 0xbe, 0x58, 0x7d, 0x47, 0xa1, 0xfc, 0x8f, 0xf8, 0xb8, 0xd1, 0x7a, 0xd0, 0x31, 0xce,
        0x45, 0xcb, 0x3a, 0x8f, 0x95, 0x16, 0x04, 0x28, 0xaf, 0xd7, 0xfb, 0xca, 0xbb, 0x4b, 0x40, 0x7e,
    ];

    /// <summary>The hash of some bytes.</summary>
    public static ulong Hash64(ReadOnlySpan<byte> input) => input.Length switch
    {
        0 => Avalanche64(Word(Secret, 56) ^ Word(Secret, 64)),
        <= 3 => Hash1To3(input),
        <= 8 => Hash4To8(input),
        <= 16 => Hash9To16(input),
        <= 128 => Hash17To128(input),
        <= 240 => Hash129To240(input),
        _ => HashLong(input),
    };

    private static ulong Hash1To3(ReadOnlySpan<byte> input)
    {
        var length = input.Length;
        var combined = ((uint)input[0] << 16) | ((uint)input[length >> 1] << 24) | input[length - 1] | ((uint)length << 8);
        var flip = (ulong)(HalfWord(Secret, 0) ^ HalfWord(Secret, 4));
        return Avalanche64(combined ^ flip);
    }

    private static ulong Hash4To8(ReadOnlySpan<byte> input)
    {
        var length = (ulong)input.Length;
        var combined = HalfWord(input, input.Length - 4) + ((ulong)HalfWord(input, 0) << 32);
        var value = combined ^ Word(Secret, 8) ^ Word(Secret, 16);
        value ^= BitOperations.RotateLeft(value, 49) ^ BitOperations.RotateLeft(value, 24);
        value *= MixPrimeB;
        value ^= (value >> 35) + length;
        value *= MixPrimeB;
        return value ^ (value >> 28);
    }

    private static ulong Hash9To16(ReadOnlySpan<byte> input)
    {
        var low = (Word(Secret, 24) ^ Word(Secret, 32)) ^ Word(input, 0);
        var high = (Word(Secret, 40) ^ Word(Secret, 48)) ^ Word(input, input.Length - 8);
        return Avalanche((ulong)input.Length + BinaryPrimitives.ReverseEndianness(low) + high + Fold(low, high));
    }

    private static ulong Hash17To128(ReadOnlySpan<byte> input)
    {
        var length = input.Length;
        var sum = (ulong)length * PrimeA;
        for (var round = (length - 1) / 32; round >= 0; round--)
        {
            sum += MixStep(input, round * 16, round * 32);
            sum += MixStep(input, length - ((round + 1) * 16), (round * 32) + 16);
        }

        return Avalanche(sum);
    }

    private static ulong Hash129To240(ReadOnlySpan<byte> input)
    {
        var length = input.Length;
        var sum = (ulong)length * PrimeA;
        for (var chunk = 0; chunk < 8; chunk++)
            sum += MixStep(input, chunk * 16, chunk * 16);
        sum = Avalanche(sum);
        for (var chunk = 8; chunk < length / 16; chunk++)
            sum += MixStep(input, chunk * 16, ((chunk - 8) * 16) + 3);

        return Avalanche(sum + MixStep(input, length - 16, 136 - 17));
    }

    private static ulong HashLong(ReadOnlySpan<byte> input)
    {
        Span<ulong> lanes = [Prime32C, PrimeA, PrimeB, PrimeC, PrimeD, Prime32B, PrimeE, Prime32A];
        var length = input.Length;
        var blocks = (length - 1) / BlockLength;
        for (var block = 0; block < blocks; block++)
        {
            for (var stripe = 0; stripe < StripesPerBlock; stripe++)
                Accumulate(lanes, input[((block * BlockLength) + (stripe * StripeLength))..], Secret[(stripe * SecretConsumeRate)..]);
            Scramble(lanes);
        }

        var tail = input[(blocks * BlockLength)..];
        for (var stripe = 0; stripe < (tail.Length - 1) / StripeLength; stripe++)
            Accumulate(lanes, tail[(stripe * StripeLength)..], Secret[(stripe * SecretConsumeRate)..]);
        Accumulate(lanes, input[(length - StripeLength)..], Secret[(192 - StripeLength - 7)..]);

        var result = (ulong)length * PrimeA;
        for (var pair = 0; pair < 4; pair++)
            result += Fold(lanes[pair * 2] ^ Word(Secret, 11 + (pair * 16)), lanes[(pair * 2) + 1] ^ Word(Secret, 19 + (pair * 16)));
        return Avalanche(result);
    }

    private static void Accumulate(Span<ulong> lanes, ReadOnlySpan<byte> stripe, ReadOnlySpan<byte> secret)
    {
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var data = Word(stripe, lane * 8);
            var keyed = data ^ Word(secret, lane * 8);
            lanes[lane ^ 1] += data;
            lanes[lane] += (uint)keyed * (keyed >> 32);
        }
    }

    private static void Scramble(Span<ulong> lanes)
    {
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            lanes[lane] ^= lanes[lane] >> 47;
            lanes[lane] ^= Word(Secret, 192 - StripeLength + (lane * 8));
            lanes[lane] *= Prime32A;
        }
    }

    private static ulong MixStep(ReadOnlySpan<byte> input, int at, int secretAt) =>
        Fold(Word(input, at) ^ Word(Secret, secretAt), Word(input, at + 8) ^ Word(Secret, secretAt + 8));

    private static ulong Fold(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return high ^ low;
    }

    private static ulong Avalanche(ulong value)
    {
        value = (value ^ (value >> 37)) * MixPrimeA;
        return value ^ (value >> 32);
    }

    private static ulong Avalanche64(ulong value)
    {
        value = (value ^ (value >> 33)) * PrimeB;
        value = (value ^ (value >> 29)) * PrimeC;
        return value ^ (value >> 32);
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    private static uint HalfWord(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}
