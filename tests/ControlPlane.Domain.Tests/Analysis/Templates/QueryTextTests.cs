using ControlPlane.Domain.Analysis.Templates.Sources;

namespace ControlPlane.Domain.Tests.Analysis.Templates;

public sealed class QueryTextTests
{
    [Theory]
    [InlineData("up{job=\"{{args.job}}\"}", "x\"} or up{y=\"", "up{job=\"x\\\"} or up{y=\\\"\"}")]
    [InlineData("up{job='{{ args.job }}'}", "it's \\", "up{job='it\\'s \\\\'}")]
    [InlineData("up{job=\"a\\\"b {{args.job}}\"}", "c\nd", "up{job=\"a\\\"b c\\nd\"}")]
    [InlineData("up > {{args.job}}", "0.05", "up > 0.05")]
    [InlineData("rate(up[{{args.job}}])", "5m", "rate(up[5m])")]
    [InlineData("sum by ({{args.job}}) (up)", "instance", "sum by (instance) (up)")]
    [InlineData("up # it's\n> {{args.job}}", "0.05", "up # it's\n> 0.05")]
    [InlineData("up{a=\"#\", job=\"{{args.job}}\"}", "\"", "up{a=\"#\", job=\"\\\"\"}")]
    [InlineData("up{job=\"{{args.job}}#\"} # \"", "x\"", "up{job=\"x\\\"#\"} # \"")]
    [InlineData("up # of {{args.job}}\n> 1", "it's \"all\"", "up # of it's \"all\"\n> 1")]
    [InlineData("up{job=\"{{args.job}}\"}", "{{variant}}", "up{job=\"\\x7b\\x7bvariant}}\"}")]
    [InlineData("up{job=\"{{args.job}}{variant}}\"}", "a{", "up{job=\"a\\x7b{variant}}\"}")]
    [InlineData("up{job=~\"{{args.job}}\"}", "a{2}", "up{job=~\"a{2}\"}")]
    public void Fill_ValueWhereItMayStand_CannotEndItsPlace(string query, string value, string expected)
    {
        var filled = QueryText.Fill(query, Values(value), out var problem);

        Assert.Null(problem);
        Assert.Equal(expected, filled);
    }

    [Theory]
    [InlineData("up > {{args.job}}", "0 or vector(1)")]
    [InlineData("{{args.job}}", "up{}")]
    [InlineData("up > {{args.job}}", "1\n")]
    [InlineData("up{job=`{{args.job}}`}", "a`b")]
    [InlineData("up # it's {{args.job}}", "x\nor vector(1)")]
    [InlineData("up # {{args.job}}", "x\ror vector(1)")]
    [InlineData("up # it's\n> {{args.job}}", "0 or vector(1)")]
    [InlineData("up{a=\"#\"} > {{args.job}}", "0 or vector(1)")]
    [InlineData("up{job=`{{args.job}}`}", "{{variant}}")]
    [InlineData("up # {{args.job}}", "{{variant}}")]
    public void Fill_ValueThatWouldBecomePromQl_IsAProblem(string query, string value)
    {
        QueryText.Fill(query, Values(value), out var problem);

        Assert.Contains("args.job", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Fill_NameWithoutAValue_Stays() => Assert.Equal("up{v=\"{{variant}}\"}", QueryText.Fill("up{v=\"{{variant}}\"}", Values("x"), out _));

    private static Dictionary<string, string> Values(string value) => new() { ["args.job"] = value };
}
