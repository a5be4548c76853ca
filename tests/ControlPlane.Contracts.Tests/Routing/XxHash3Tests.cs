using ControlPlane.Contracts.Routing;

namespace ControlPlane.Contracts.Tests.Routing;

/// <summary>Vectors computed with the reference implementation (xxHash 0.8) over bytes (7·i + 3) mod 256.</summary>
public sealed class XxHash3Tests
{
    [Theory]
    [InlineData(0, 0x2d06800538d394c2UL)]
    [InlineData(1, 0x13e608bc156defedUL)]
    [InlineData(2, 0x1c9074b93943b86cUL)]
    [InlineData(3, 0xa9088dda485b481cUL)]
    [InlineData(4, 0x6d9253b16c8b1ed3UL)]
    [InlineData(5, 0x998620e10e3a4b37UL)]
    [InlineData(8, 0x60539db630471163UL)]
    [InlineData(9, 0xfeff668361d723a8UL)]
    [InlineData(12, 0x6829454be0cc3199UL)]
    [InlineData(16, 0xb8c859b0f030b585UL)]
    [InlineData(17, 0x714a04408e79b80fUL)]
    [InlineData(32, 0x19ff4ee1d6ba1a55UL)]
    [InlineData(33, 0x3e44983ad21679c8UL)]
    [InlineData(64, 0x287eb1fa9e4be2c1UL)]
    [InlineData(96, 0xf084e7cfbc624743UL)]
    [InlineData(128, 0x67425a03650261bfUL)]
    [InlineData(129, 0xc664bf3311c6abc4UL)]
    [InlineData(160, 0xd70dea8de694b883UL)]
    [InlineData(239, 0x1d861931c1f3cafaUL)]
    [InlineData(240, 0x64556dc6b462a6cfUL)]
    [InlineData(241, 0x8beadd3a8874fe17UL)]
    [InlineData(256, 0x3c38817f6d79c0daUL)]
    [InlineData(511, 0xe3fca5c97aa72e1bUL)]
    [InlineData(512, 0xf58202b8d9019d1dUL)]
    [InlineData(1023, 0xd26986a0b85dcc44UL)]
    [InlineData(1024, 0x9b81661c641c72b1UL)]
    [InlineData(1025, 0x806c2072ed713576UL)]
    [InlineData(1088, 0x2f8781e01841f0daUL)]
    [InlineData(2048, 0xabe604813ba62ed1UL)]
    [InlineData(4999, 0x11fe9beb341ea18dUL)]
    public void Hash64_EveryLengthClass_EqualsTheReference(int length, ulong expected)
    {
        var input = Enumerable.Range(0, length).Select(i => (byte)((i * 7) + 3)).ToArray();

        Assert.Equal(expected, XxHash3.Hash64(input));
    }
}
