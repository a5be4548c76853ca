using System.Globalization;
using System.Text;
using ControlPlane.AgentHost.Serving.Json;

namespace ControlPlane.AgentHost.Tests.Serving.Json;

public sealed class ShortestSingleTests
{
    private const int Seed = 20_261_126;
    private const int Random = 200_000;

    [Theory]
    [InlineData(0f, "0")]
    [InlineData(-0f, "-0")]
    [InlineData(1f, "1")]
    [InlineData(-2.5f, "-2.5")]
    [InlineData(100f, "100")]
    [InlineData(16777216f, "16777216")]
    [InlineData(33554432f, "33554432")]
    [InlineData(1e10f, "10000000000")]
    [InlineData(1e14f, "100000000000000")]
    [InlineData(1e15f, "1e15")]
    [InlineData(3.4028235e38f, "3.4028235e38")]
    [InlineData(1.1754944e-38f, "1.1754944e-38")]
    [InlineData(1e-45f, "1e-45")]
    [InlineData(0.1f, "0.1")]
    [InlineData(0.00001f, "0.00001")]
    [InlineData(0.000012345679f, "0.000012345679")]
    [InlineData(0.000001f, "1e-6")]
    [InlineData(0.33333334f, "0.33333334")]
    [InlineData(9.5367431640625e-7f, "9.536743e-7")]
    public void Write_KnownNumber_HasItsShortestText(float value, string text) => Assert.Equal(text, TextOf(value));

    [Fact]
    public void Write_AnyNumber_ReadsBackAndHasNoMoreDigitsThanTheRuntimeLibraryFinds()
    {
        var random = new Random(Seed);
        for (var i = 0; i < Random; i++)
            Check(BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)));
    }

    [Fact]
    public void Write_EveryPowerOfTwoAndItsNeighbours_ReadsBack()
    {
        for (var exponent = 0; exponent < 255; exponent++)
        {
            var bits = exponent << 23;
            foreach (var near in new[] { bits - 1, bits, bits + 1, bits + 2 })
            {
                if (near > 0)
                    Check(BitConverter.Int32BitsToSingle(near));
            }
        }
    }

    private static void Check(float value)
    {
        if (!float.IsFinite(value))
            return;

        var text = TextOf(value);
        var ofLibrary = value.ToString("E8", CultureInfo.InvariantCulture);
        Assert.True(BitConverter.SingleToInt32Bits(value) == BitConverter.SingleToInt32Bits(float.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)), $"{ofLibrary} was written {text}");
        Assert.True(DigitsOf(text) <= DigitsOf(value.ToString("R", CultureInfo.InvariantCulture)), $"{ofLibrary} was written {text}");
        Assert.InRange(text.Length, 1, ShortestText.LongestText);
    }

    private static string TextOf(float value)
    {
        var bytes = new byte[ShortestText.LongestText];
        return Encoding.ASCII.GetString(bytes.AsSpan(0, ShortestSingle.Write(bytes, value)));
    }

    private static int DigitsOf(string text) =>
        text.Split('e', 'E')[0].Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).TrimStart('0').TrimEnd('0').Length;
}
