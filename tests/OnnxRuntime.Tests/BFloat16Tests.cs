namespace ControlPlane.OnnxRuntime.Tests;

public sealed class BFloat16Tests
{
    [Theory]
    [InlineData(0f, 0x0000)]
    [InlineData(-0f, 0x8000)]
    [InlineData(1f, 0x3F80)]
    [InlineData(-2.5f, 0xC020)]
    [InlineData(3.1415927f, 0x4049)]
    [InlineData(float.PositiveInfinity, 0x7F80)]
    [InlineData(float.MaxValue, 0x7F80)]
    public void FromSingle_KnownNumber_GivesItsBits(float value, int bits) => Assert.Equal(bits, BFloat16.FromSingle(value).Value);

    [Theory]
    [InlineData(0x3F808000u, 0x3F80)]
    [InlineData(0x3F818000u, 0x3F82)]
    [InlineData(0x3F808001u, 0x3F81)]
    [InlineData(0x3F807FFFu, 0x3F80)]
    public void FromSingle_BetweenTwoNeighbours_RoundsToNearestAndTiesToEven(uint exact, int bits) =>
        Assert.Equal(bits, BFloat16.FromSingle(BitConverter.UInt32BitsToSingle(exact)).Value);

    [Theory]
    [InlineData(0x7F800001u)]
    [InlineData(0x7FFFFFFFu)]
    [InlineData(0xFF800001u)]
    public void FromSingle_NotANumber_StaysNotANumber(uint exact) =>
        Assert.True(float.IsNaN(BFloat16.FromSingle(BitConverter.UInt32BitsToSingle(exact)).ToSingle()));

    [Fact]
    public void ToSingle_EveryNumber_ComesBackUnchanged()
    {
        for (var bits = 0; bits <= ushort.MaxValue; bits++)
        {
            var value = new BFloat16((ushort)bits);
            if (!float.IsNaN(value.ToSingle()))
                Assert.Equal(value, BFloat16.FromSingle(value.ToSingle()));
        }
    }
}
