using ControlPlane.Domain.Access;

namespace ControlPlane.Domain.Tests.Access;

public sealed class AccessRuleTests
{
    // The whole table, written out: a change of who may do what is a change of this text.
    private const string Table = """
        Look: viewer operator deployer approver admin
        RollBack: operator deployer approver admin
        Steer: operator deployer admin
        Deploy: deployer admin
        Promote: approver admin
        Administer: admin
        """;

    [Fact]
    public void Check_EveryRoleAndPermission_IsAsTheTableSays()
    {
        var found = Enum.GetValues<Permission>().Select(permission =>
            $"{permission}: {string.Join(' ', Enum.GetValues<Role>().Where(role => AccessRule.Check([new(role, "staging")], permission, AccessScope.Of("staging")) is null).Select(RoleText.Of))}");

        Assert.Equal(Table.ReplaceLineEndings("\n"), string.Join('\n', found));
    }

    [Fact]
    public void Check_NoGrants_RefusesEverything() =>
        Assert.All(Enum.GetValues<Permission>(), permission => Assert.Equal(AccessRefusals.Forbidden, AccessRule.Check([], permission, AccessScope.Anywhere)?.Code));

    [Fact]
    public void Check_RoleInAnotherEnvironment_NamesRoleEnvironmentAndGiver()
    {
        var refusal = AccessRule.Check([new(Role.Approver, "staging")], Permission.Promote, AccessScope.Of("production"));

        Assert.Equal("To promote needs the role approver or admin in 'production'; an admin of 'production' can give it.", refusal?.Sentence);
    }

    [Fact]
    public void Check_SeveralEnvironments_NeedsTheRoleInEach()
    {
        var scope = AccessScope.Of("staging", "production");

        Assert.NotNull(AccessRule.Check([new(Role.Deployer, "staging")], Permission.Deploy, scope));
        Assert.Null(AccessRule.Check([new(Role.Deployer, "staging"), new(Role.Admin, "production")], Permission.Deploy, scope));
        Assert.Null(AccessRule.Check([new(Role.Deployer, "*")], Permission.Deploy, scope));
    }

    [Fact]
    public void Check_TheInstallation_NeedsTheRoleInAllEnvironments()
    {
        Assert.NotNull(AccessRule.Check([new(Role.Admin, "production")], Permission.Administer, AccessScope.Everywhere));
        Assert.Null(AccessRule.Check([new(Role.Admin, "*")], Permission.Administer, AccessScope.Everywhere));
    }

    [Fact]
    public void Check_WhatBelongsToNoEnvironment_NeedsTheRoleInOne()
    {
        Assert.Null(AccessRule.Check([new(Role.Deployer, "staging")], Permission.Deploy, AccessScope.Anywhere));
        Assert.NotNull(AccessRule.Check([new(Role.Viewer, "*")], Permission.Deploy, AccessScope.Anywhere));
    }

    [Fact]
    public void CheckGiving_MoreThanOneAdministers_IsRefused()
    {
        Assert.Null(AccessRule.CheckGiving([new(Role.Admin, "staging")], [new(Role.Approver, "staging")]));
        Assert.NotNull(AccessRule.CheckGiving([new(Role.Admin, "staging")], [new(Role.Viewer, "*")]));
        Assert.NotNull(AccessRule.CheckGiving([new(Role.Approver, "*")], [new(Role.Viewer, "staging")]));
    }

    [Theory]
    [InlineData("operator@staging", "operator@staging")]
    [InlineData("admin", "admin@*")]
    [InlineData("viewer@*", "viewer@*")]
    public void Read_OfAWrittenGrant_GivesIt(string text, string grant) => Assert.Equal(grant, RoleGrant.Read("roles", text).Value.ToString());

    [Theory]
    [InlineData("owner@staging")]
    [InlineData("operator@Staging")]
    [InlineData("")]
    public void Read_OfSomethingElse_SaysWhatIsRight(string text) => Assert.Equal(AccessRefusals.Invalid, RoleGrant.Read("roles", text).Refusal?.Code);
}
