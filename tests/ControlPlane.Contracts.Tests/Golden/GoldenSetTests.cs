using System.Text;
using ControlPlane.Contracts.Golden;

namespace ControlPlane.Contracts.Tests.Golden;

public sealed class GoldenSetTests
{
    private const string Case = """{"name":"a","inputs":[],"outputs":[{"name":"y","data":[[1,2],[3,4]]}]}""";

    [Fact]
    public void Read_Set_HasItsCasesInTheirOrder()
    {
        var set = GoldenSet.Read(Encoding.UTF8.GetBytes($$"""{"cases":[{{Case}}]}""")).Value;

        Assert.Null(set.Tolerance);
        Assert.Equal(["1", "2", "3", "4"], set.Cases.Single().Outputs.Single().Elements().Select(e => e.GetRawText()));
    }

    [Theory]
    [InlineData("", "golden")]
    [InlineData("null", "golden")]
    [InlineData("""{"cases":[]}""", "cases")]
    [InlineData("""{"cases":[{"name":"a","inputs":{},"outputs":[]}]}""", "cases[0].inputs")]
    [InlineData("""{"cases":[{"name":"a","inputs":[],"outputs":[]}]}""", "cases[0].outputs")]
    [InlineData("""{"cases":[{"name":"a","inputs":[],"outputs":[{"name":"y","data":1}]}]}""", "cases[0].outputs")]
    [InlineData("""{"tolerance":{"absolute":-1},"cases":[{"name":"a","inputs":[],"outputs":[{"name":"y","data":[1]}]}]}""", "tolerance")]
    public void Read_AnythingElse_IsRefusedByField(string document, string field)
    {
        var refusal = GoldenSet.Read(Encoding.UTF8.GetBytes(document)).Refusal;

        Assert.Equal((GoldenRefusals.Invalid, field), (refusal?.Code, refusal?.Fields.Single().Field));
    }

    [Fact]
    public void Read_LargerThanAMegabyte_IsRefusedUnread() =>
        Assert.Contains("at most 1048576", GoldenSet.Read(new byte[GoldenSet.MaximumBytes + 1]).Refusal!.Fields.Single().Remedy, StringComparison.Ordinal);

    [Fact]
    public void Allows_WithoutLimitsOfItsOwn_IsOneInTenThousandOfEach()
    {
        Assert.True(new GoldenTolerance().Allows(1, 1.00019));
        Assert.False(new GoldenTolerance().Allows(1, 1.00021));
        Assert.False(new GoldenTolerance { Absolute = 0 }.Allows(1, 1.00011));
    }

    [Theory]
    [InlineData(1, 1.5, true)]
    [InlineData(1, 1.5000001, false)]
    [InlineData(8, 10.25, true)]
    [InlineData(8, 5.75, true)]
    [InlineData(8, 5.7499, false)]
    [InlineData(-8, -10.25, true)]
    [InlineData(0, 0.25, true)]
    [InlineData(double.NaN, double.NaN, true)]
    [InlineData(double.NaN, 0, false)]
    [InlineData(0, double.NaN, false)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity, true)]
    [InlineData(double.PositiveInfinity, double.NegativeInfinity, false)]
    [InlineData(double.PositiveInfinity, 1e300, false)]
    [InlineData(1e300, double.PositiveInfinity, false)]
    public void Allows_AtItsEdges_IncludesTheLimit(double expected, double got, bool isAllowed) =>
        Assert.Equal(isAllowed, new GoldenTolerance { Absolute = 0.25, Relative = 0.25 }.Allows(expected, got));
}
