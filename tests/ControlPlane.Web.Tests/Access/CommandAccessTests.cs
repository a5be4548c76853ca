using System.Net;
using ControlPlane.Data.Audit;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Agents;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Features.Rollouts;

namespace ControlPlane.Web.Tests.Access;

public sealed class CommandAccessTests
{
    [Fact]
    public void Table_EveryCommand_HasALine()
    {
        var commands = typeof(CommandAccess).Assembly.GetTypes().Where(t => t is { IsClass: true, IsPublic: true } && t.Namespace?.StartsWith("ControlPlane.Web.Features", StringComparison.Ordinal) == true && t.Name.EndsWith("Command", StringComparison.Ordinal))
            .Except([typeof(JoinCommand), typeof(RolloutVerbCommand)]);

        Assert.Equal(commands.Select(c => c.Name).Order(StringComparer.Ordinal), CommandPermissions.Commands.Select(c => c.Name).Order(StringComparer.Ordinal));
        Assert.All(Enum.GetValues<RolloutVerb>(), verb => CommandPermissions.Of(verb));
    }

    [Fact]
    public void Commands_EveryOne_AsksForAccess() => Assert.All(
        CommandPermissions.Commands.Append(typeof(RolloutVerbCommand)),
        command => Assert.Contains(command.GetConstructors().Single().GetParameters(), p => p.ParameterType == typeof(CommandAccess)));

    [Fact]
    public async Task RollBack_ByAnOperatorOfTheEnvironment_IsDoneInTheirName()
    {
        await using var host = await WithPetsAsync();
        var browser = await host.SignInAsync("olga", "operator@production");
        var split = new ChangeSplitRequest("pets", [new VariantShare(1, 9_000), new VariantShare(2, 1_000)]);
        Assert.True((await host.Host.Get<ChangeSplitCommand>().RunAsync(split, new Actor("host", ChangeWay.CommandLine), CancellationToken.None)).IsAccepted);

        using var answer = await browser.PostAsync("endpoints/pets/rollback", new { reason = "errors" });

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var entry = (await host.Host.Get<AuditQueries>().ListAsync(AuditFilter.None, null, 1, CancellationToken.None))[0];
        Assert.Equal(("olga", "api"), (entry.Actor, entry.Way));
    }

    [Theory]
    [InlineData("operator@staging")]
    [InlineData("viewer")]
    public async Task RollBack_WithoutTheRoleInTheEnvironment_IsForbiddenWithWhoCanGiveIt(string role)
    {
        await using var host = await WithPetsAsync();
        var person = await host.AddAsync("olga", role);

        var outcome = await host.Host.Get<RollBackCommand>().RunAsync(new RollBackRequest("pets"), ActorOf(person), CancellationToken.None);

        Assert.Equal(AccessRefusals.Forbidden, outcome.Refusal?.Code);
        Assert.Contains("an admin of 'production' can give it", outcome.Refusal!.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Fault", "F71")]
    public async Task Rights_TakenAway_AreGoneWithTheNextCommand()
    {
        await using var host = await WithPetsAsync();
        var person = await host.AddAsync("olga", "operator@production");
        var (rollBack, actor) = (host.Host.Get<RollBackCommand>(), ActorOf(person));

        var before = await rollBack.RunAsync(new RollBackRequest("pets"), actor, CancellationToken.None);
        Assert.True((await host.Host.Get<ChangePersonCommand>().RunAsync(new PersonChange("olga", []), Actor.Automatic, CancellationToken.None)).IsAccepted);
        var after = await rollBack.RunAsync(new RollBackRequest("pets"), actor, CancellationToken.None);

        Assert.True(before.IsAccepted);
        Assert.Equal(AccessRefusals.Forbidden, after.Refusal?.Code);
    }

    [Fact]
    public async Task Disabled_Person_MayDoNothingFromThenOn()
    {
        await using var host = await WithPetsAsync();
        var browser = await host.SignInAsync("olga", "operator");
        var actor = ActorOf(await host.FindAsync("olga"));

        await host.Host.Get<ChangePersonCommand>().RunAsync(new PersonChange("olga", State: PersonState.Disabled), Actor.Automatic, CancellationToken.None);
        var command = await host.Host.Get<RollBackCommand>().RunAsync(new RollBackRequest("pets"), actor, CancellationToken.None);
        using var call = await browser.PostAsync("endpoints/pets/rollback");
        using var signIn = await host.Stranger().SignInAsync("olga", RequiredHost.Password);

        Assert.Equal(AccessRefusals.SignInNeeded, command.Refusal?.Code);
        Assert.Equal(HttpStatusCode.Unauthorized, call.StatusCode);
        Assert.Equal(HttpStatusCode.OK, signIn.StatusCode);
    }

    [Fact]
    public async Task Put_OfAnotherStableVersion_NeedsTheRightToPromote()
    {
        await using var host = await WithPetsAsync();
        var deployer = await host.SignInAsync("dan", "deployer");
        var admin = await host.SignInAsync("root", "admin");

        using var settings = await deployer.SendAsync(HttpMethod.Put, "api/v1/endpoints/pets", new { model = "pets", stableVersion = 1, routingKey = new { header = "x-user" } });
        using var promotion = await deployer.SendAsync(HttpMethod.Put, "api/v1/endpoints/pets", new { model = "pets", stableVersion = 2 });
        using var byAdmin = await admin.SendAsync(HttpMethod.Put, "api/v1/endpoints/pets", new { model = "pets", stableVersion = 2 });

        Assert.NotEqual(HttpStatusCode.Forbidden, settings.StatusCode);
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.OK], [promotion.StatusCode, byAdmin.StatusCode]);
    }

    [Fact]
    public async Task Invite_WithMoreThanOneAdministers_IsForbidden()
    {
        await using var host = await RequiredHost.StartAsync();
        var admin = await host.SignInAsync("stan", "admin@staging");

        using var own = await admin.PostAsync("people", new { name = "vera", roles = (string[])["viewer@staging"] });
        using var more = await admin.PostAsync("people", new { name = "eve", roles = (string[])["admin@*"] });
        using var self = await admin.SendAsync(HttpMethod.Put, "api/v1/people/stan", new { roles = (string[])["admin@staging", "admin@production"] });

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [own.StatusCode, more.StatusCode, self.StatusCode]);
    }

    [Fact]
    public async Task Change_OfTheLastAdmin_IsRefused()
    {
        await using var host = await RequiredHost.StartAsync();
        var admin = await host.SignInAsync("root", "admin");

        using var disabled = await admin.SendAsync(HttpMethod.Put, "api/v1/people/root", new { disabled = true });
        using var demoted = await admin.SendAsync(HttpMethod.Put, "api/v1/people/root", new { roles = (string[])["viewer"] });

        Assert.Equal([HttpStatusCode.Conflict, HttpStatusCode.Conflict], [disabled.StatusCode, demoted.StatusCode]);
    }

    [Fact]
    public async Task IdempotencyKey_OfAnotherPerson_GivesNotTheirAnswer()
    {
        await using var host = await WithPetsAsync();
        var (first, second) = (await host.SignInAsync("olga", "operator"), await host.SignInAsync("otto", "operator"));

        using var own = await first.SendAsync(HttpMethod.Post, "api/v1/endpoints/pets/rollback", null, ("Idempotency-Key", "k"));
        using var other = await second.SendAsync(HttpMethod.Post, "api/v1/endpoints/pets/rollback", null, ("Idempotency-Key", "k"));

        Assert.False(own.Headers.Contains("Idempotency-Replayed"));
        Assert.False(other.Headers.Contains("Idempotency-Replayed"));
    }

    private static Actor ActorOf(Person person) => new(person.Name, ChangeWay.Ui) { Holder = new RightsHolder(HolderKind.Person, person.Id) };

    private static async Task<RequiredHost> WithPetsAsync()
    {
        var host = await RequiredHost.StartAsync();
        await host.PreparePetsAsync();
        return host;
    }
}
