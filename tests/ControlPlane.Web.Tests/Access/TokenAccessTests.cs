using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using ControlPlane.Data.Audit;
using ControlPlane.Domain.Access;
using ControlPlane.Domain.Actors;
using ControlPlane.Domain.Endpoints;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Features.Endpoints;
using ControlPlane.Web.Tests.Hosting;

namespace ControlPlane.Web.Tests.Access;

/// <summary>What a program may do that shows a token: what it was given, and never more than who made it.</summary>
public sealed class TokenAccessTests
{
    [Fact]
    public async Task Token_MayWhatItWasGiven_InItsOwnName_AndNothingElse()
    {
        await using var host = await WithPetsAsync();
        var admin = await host.SignInAsync("root", "admin");
        using var program = await ProgramOfAsync(host, admin, "operator@production");
        using var stranger = new HttpClient { BaseAddress = host.Host.Http.BaseAddress };
        var split = new ChangeSplitRequest("pets", [new VariantShare(1, 9_000), new VariantShare(2, 1_000)]);
        Assert.True((await host.Host.Get<ChangeSplitCommand>().RunAsync(split, new Actor("host", ChangeWay.CommandLine), CancellationToken.None)).IsAccepted);

        using var look = await program.GetAsync(new Uri("api/v1/models", UriKind.Relative));
        using var back = await program.PostAsJsonAsync(new Uri("api/v1/endpoints/pets/rollback", UriKind.Relative), new { reason = "errors" });
        using var deploy = await program.PutAsJsonAsync(new Uri("api/v1/endpoints/pets/split", UriKind.Relative), new { variants = new[] { new { version = 1, weight = 10_000 } } });
        using var more = await program.PostAsJsonAsync(new Uri("api/v1/tokens", UriKind.Relative), new { name = "more", grants = (string[])["admin"] });
        using var nobody = await stranger.GetAsync(new Uri("api/v1/models", UriKind.Relative));
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"cpt_{new string('0', 32)}_{new string('0', 64)}_00000000");
        using var wrong = await program.GetAsync(new Uri("api/v1/models", UriKind.Relative));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [look.StatusCode, back.StatusCode, deploy.StatusCode, more.StatusCode]);
        Assert.Equal([HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized], [nobody.StatusCode, wrong.StatusCode]);
        var entry = (await host.Host.Get<AuditQueries>().ListAsync(AuditFilter.None, null, 1, CancellationToken.None))[0];
        Assert.Equal(("token ci", "api"), (entry.Actor, entry.Way));
    }

    [Fact]
    public async Task Token_WithMoreThanItsMakerHas_IsNotMade()
    {
        await using var host = await RequiredHost.StartAsync();
        var stan = await host.SignInAsync("stan", "admin@staging");
        var dan = await host.SignInAsync("dan", "deployer");

        using var own = await stan.PostAsync("tokens", new { name = "ci", grants = (string[])["deployer@staging"] });
        using var other = await stan.PostAsync("tokens", new { name = "ci", grants = (string[])["viewer@production"] });
        using var all = await stan.PostAsync("tokens", new { name = "ci", grants = (string[])["viewer"] });
        using var noAdmin = await dan.PostAsync("tokens", new { name = "ci", grants = (string[])["deployer"] });

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden, HttpStatusCode.Forbidden], [own.StatusCode, other.StatusCode, all.StatusCode, noAdmin.StatusCode]);
    }

    [Fact]
    public async Task Token_WhoseMakerLosesRights_LosesThemToo_AndIsDeadWhenTheMakerIsDisabled()
    {
        await using var host = await WithPetsAsync();
        await host.AddAsync("root", "admin");
        var maker = await host.SignInAsync("mia", "admin");
        using var program = await ProgramOfAsync(host, maker, "operator@production");

        await ChangeAsync(host, new PersonChange("mia", [new RoleGrant(Role.Admin, "staging")]));
        using var less = await program.PostAsJsonAsync(new Uri("api/v1/endpoints/pets/rollback", UriKind.Relative), new { reason = "errors" });
        await ChangeAsync(host, new PersonChange("mia", [new RoleGrant(Role.Admin, RoleGrant.EveryPool)]));
        using var again = await program.PostAsJsonAsync(new Uri("api/v1/endpoints/pets/rollback", UriKind.Relative), new { reason = "errors" });
        await ChangeAsync(host, new PersonChange("mia", State: PersonState.Disabled));
        using var dead = await program.PostAsJsonAsync(new Uri("api/v1/endpoints/pets/rollback", UriKind.Relative), new { reason = "errors" });

        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.Unauthorized], [less.StatusCode, again.StatusCode, dead.StatusCode]);
    }

    private static async Task ChangeAsync(RequiredHost host, PersonChange change) =>
        Assert.True((await host.Host.Get<ChangePersonCommand>().RunAsync(change, Actor.Automatic, CancellationToken.None)).IsAccepted);

    private static async Task<HttpClient> ProgramOfAsync(RequiredHost host, Browser maker, params string[] grants)
    {
        using var made = await maker.PostAsync("tokens", new { name = "ci", grants });
        var token = (await HostUnderTest.ReadAsync(made)).GetProperty("token").GetString();
        var program = new HttpClient { BaseAddress = host.Host.Http.BaseAddress };
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return program;
    }

    private static async Task<RequiredHost> WithPetsAsync()
    {
        var host = await RequiredHost.StartAsync();
        await host.PreparePetsAsync();
        return host;
    }
}
