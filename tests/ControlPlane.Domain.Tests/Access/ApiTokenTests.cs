using ControlPlane.Domain.Access;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Access;

public sealed class ApiTokenTests
{
    private static readonly BearerSecret First = SecretOf(1);
    private static readonly BearerSecret Second = SecretOf(2);
    private static readonly IReadOnlyList<RoleGrant> Deployer = [new(Role.Deployer, "staging")];

    [Fact]
    public void Issue_ManyThingsWrong_ListsThemAll() => Assert.Equal(
        ["name", "grants", "lifetime"],
        ApiToken.Issue("t", First.Hash, new ApiTokenDraft("No Name", [], TimeSpan.FromDays(367)), "ann", null, Moment.Noon).Refusal!.Fields.Select(f => f.Field));

    [Fact]
    public void Check_AtItsEnd_IsRefused_AndATickBeforeItIsNot()
    {
        var token = AToken();

        Assert.Null(token.Check(First, Moment.Noon.AddDays(90).AddTicks(-1)));
        Assert.Contains("expired", token.Check(First, Moment.Noon.AddDays(90))!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_WrongSecret_TellsNothing() => Assert.Equal(ApiToken.Unknown(), AToken().Check(Second, Moment.Noon.AddYears(2)));

    [Fact]
    public void Rotate_BothSecretsAreGoodForTheOverlap_ThenTheNewOneAlone()
    {
        var token = AToken();
        Assert.True(token.Rotate(Second.Hash, TimeSpan.FromHours(1), Moment.Noon.AddDays(10)).IsAccepted);

        Assert.Null(token.Check(First, Moment.Noon.AddDays(10).AddHours(1).AddTicks(-1)));
        Assert.Null(token.Check(Second, Moment.Noon.AddDays(10)));
        Assert.Contains("after a rotation", token.Check(First, Moment.Noon.AddDays(10).AddHours(1))!.Sentence, StringComparison.Ordinal);
        Assert.Null(token.Check(Second, Moment.Noon.AddDays(100).AddTicks(-1)));
    }

    [Fact]
    public void Rotate_TheOldSecret_NeverOutlivesItsOwnEnd()
    {
        var token = AToken();
        token.Rotate(Second.Hash, null, Moment.Noon.AddDays(90).AddMinutes(-1));

        Assert.NotNull(token.Check(First, Moment.Noon.AddDays(90)));
    }

    [Fact]
    public void Revoke_NeitherSecretIsGood()
    {
        var token = AToken();
        token.Rotate(Second.Hash, null, Moment.Noon);
        token.Revoke(Moment.Noon);

        Assert.Contains("revoked", token.Check(First, Moment.Noon)!.Sentence, StringComparison.Ordinal);
        Assert.Contains("revoked", token.Check(Second, Moment.Noon)!.Sentence, StringComparison.Ordinal);
        Assert.False(token.Rotate(First.Hash, null, Moment.Noon).IsAccepted);
    }

    [Theory]
    [InlineData("deployer@staging", "deployer@staging", true)]
    [InlineData("admin@staging", "deployer@staging", true)]
    [InlineData("admin@*", "admin@*", true)]
    [InlineData("deployer@*", "operator@production", true)]
    [InlineData("operator@staging", "deployer@staging", false)]
    [InlineData("deployer@staging", "deployer@production", false)]
    [InlineData("deployer@staging", "deployer@*", false)]
    [InlineData("deployer@staging", "approver@staging", false)]
    [InlineData("deployer@staging,approver@staging", "admin@staging", false)]
    public void Lend_ATokenHoldsNoMoreThanItsMaker(string own, string lent, bool isAllowed)
    {
        IReadOnlyList<RoleGrant> has = [.. own.Split(',').Select(Grant)];

        Assert.Equal(isAllowed, LendingRule.Check(has, [Grant(lent)]) is null);
        Assert.Equal(isAllowed, LendingRule.Within(has, [Grant(lent)]).Count == 1);
    }

    private static RoleGrant Grant(string text) => RoleGrant.Read("grant", text).Value;

    private static ApiToken AToken() => ApiToken.Issue("t", First.Hash, new ApiTokenDraft("ci", Deployer), "ann", null, Moment.Noon).Value;

    private static BearerSecret SecretOf(byte number) => new() { Id = "t", Hash = BearerSecret.HashOf([.. Enumerable.Repeat(number, BearerSecret.SecretLength)]) };
}
