using ControlPlane.Domain.Naming;

namespace ControlPlane.Domain.Tests.Naming;

public sealed class NameRuleTests
{
    [Theory]
    [InlineData("a")]
    [InlineData("pets-2")]
    [InlineData("0day")]
    [InlineData("a23456789012345678901234567890123456789012345678901234567890123")]
    public void Check_DnsLabel_FindsNothing(string name) => Assert.Null(NameRule.Check("model", name));

    [Theory]
    [InlineData(null, "is empty")]
    [InlineData("", "is empty")]
    [InlineData("-a", "'-a' begins or ends with a hyphen")]
    [InlineData("a-", "'a-' begins or ends with a hyphen")]
    [InlineData("Pets", "'Pets' holds the character 'P'")]
    [InlineData("a.b", "'a.b' holds the character '.'")]
    [InlineData("ä", "'ä' holds the character 'ä'")]
    [InlineData("a/../b", "'a/../b' holds the character '/'")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234", "has 64 characters")]
    public void Check_AnythingElse_SaysWhatAndWhatWouldBeRight(string? name, string problem)
    {
        var found = NameRule.Check("model", name);

        Assert.NotNull(found);
        Assert.Equal(("model", problem), (found.Field, found.Problem));
        Assert.StartsWith("use 1 to 63", found.Remedy, StringComparison.Ordinal);
    }
}
