using ControlPlane.Domain.Access;
using ControlPlane.Domain.Agents;
using ControlPlane.Domain.Tests.Building;

namespace ControlPlane.Domain.Tests.Access;

public sealed class PersonTests
{
    private static readonly byte[] Bytes = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    [Theory]
    [InlineData("correct horse battery staple", null)]
    [InlineData("ünïcödé wörter sind gut", null)]
    [InlineData("elevenchars", "has 11 characters")]
    [InlineData(null, "has 0 characters")]
    [InlineData("aaaaaaaaaaaaaaaa", "repeats the same few characters")]
    [InlineData("ada-lovelace-1815", "holds the name")]
    [InlineData("password1234", "is one of those that are tried first")]
    [InlineData("QWERTYqwerty12", "is one of those that are tried first")]
    public void Check_OfAPassword_IsAsTheRuleSays(string? password, string? problem) => Assert.Equal(problem, PasswordRule.Check("password", password, "ada")?.Problem);

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, 30)]
    [InlineData(6, 60)]
    [InlineData(9, 480)]
    [InlineData(10, 900)]
    [InlineData(1_000_000, 900)]
    public void Rest_AfterFailures_DoublesUpToAQuarterOfAnHour(int failures, int? seconds) => Assert.Equal(seconds, (int?)SignInLock.After(failures)?.TotalSeconds);

    [Fact]
    public void TrySignIn_WhileItRests_TakesNoPassword()
    {
        var person = APerson();
        for (var failure = 0; failure <= SignInLock.FreeFailures; failure++)
            Assert.False(person.TrySignIn(isPasswordRight: false, Moment.Noon));

        Assert.False(person.TrySignIn(isPasswordRight: true, Moment.Noon.AddSeconds(29)));
        Assert.True(person.TrySignIn(isPasswordRight: true, Moment.Noon.AddSeconds(30)));
        Assert.Equal((0, null), (person.FailedSignIns, person.LockedUntil));
    }

    [Fact]
    public void Switch_ToDisabled_TakesRightsAndLink()
    {
        var person = APerson();
        person.IssueLink(BearerSecret.HashOf(Bytes), Moment.Noon);

        Assert.True(person.Switch(PersonState.Disabled, Moment.Noon));

        Assert.Empty(person.Rights);
        Assert.Equal(AccessRefusals.LinkInvalid, person.UseLink(Shown(), "hash", Moment.Noon)?.Code);
        Assert.False(person.TrySignIn(isPasswordRight: true, Moment.Noon));
        Assert.False(person.Switch(PersonState.Disabled, Moment.Noon));
    }

    [Fact]
    public void UseLink_Twice_RefusesTheSecond()
    {
        var person = APerson();
        person.IssueLink(BearerSecret.HashOf(Bytes), Moment.Noon);

        Assert.Null(person.UseLink(Shown(), "hash", Moment.Noon.AddHours(23)));
        Assert.Equal(AccessRefusals.LinkInvalid, person.UseLink(Shown(), "other", Moment.Noon.AddHours(23))?.Code);
        Assert.Equal("hash", person.PasswordHash);
    }

    [Fact]
    public void IsOpen_OfASession_EndsByIdlenessAgeOrCommand()
    {
        var idle = TimeSpan.FromHours(8);
        var session = SignInSession.Start("s", "p", "", new string('x', 300), TimeSpan.FromHours(24), Moment.Noon);

        Assert.Equal([true, false], [session.IsOpen(idle, Moment.Noon.AddHours(7.9)), session.IsOpen(idle, Moment.Noon.AddHours(8))]);
        session.See(Moment.Noon.AddHours(20));
        Assert.Equal([true, false], [session.IsOpen(idle, Moment.Noon.AddHours(23.9)), session.IsOpen(idle, Moment.Noon.AddHours(24))]);
        session.End(Moment.Noon.AddHours(21));
        Assert.False(session.IsOpen(idle, Moment.Noon.AddHours(21)));
        Assert.Equal(200, session.Client.Length);
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("ada.lovelace+ml@example.org")]
    public void Invite_WithAName_Accepts(string name) => Assert.True(Person.Invite("p", name, [], "me", Moment.Noon).IsAccepted);

    [Theory]
    [InlineData("")]
    [InlineData("ada lovelace")]
    [InlineData("<script>")]
    public void Invite_WithoutAName_Refuses(string name) => Assert.Equal(AccessRefusals.Invalid, Person.Invite("p", name, [], "me", Moment.Noon).Refusal?.Code);

    private static Person APerson()
    {
        var person = Person.Invite("p", "ada", [new RoleGrant(Role.Operator, "staging")], "me", Moment.Noon).Value;
        person.SetPassword("hash of before");
        return person;
    }

    private static BearerSecret Shown() => BearerSecret.Read(BearerSecret.LinkKind, BearerSecret.Write(BearerSecret.LinkKind, "p", Bytes)).Value;
}
