using System.Net;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Hosting;

namespace ControlPlane.Web.Tests.Access;

public sealed class FirstAdminTests
{
    [Fact]
    public async Task Start_WithNobody_PrintsALinkOnce()
    {
        await using var host = await RequiredHost.StartAsync();
        var first = host.Host.Get<FirstAdmin>();

        var made = await first.MakeFirstLinkAsync("admin", CancellationToken.None);
        var again = await first.MakeFirstLinkAsync("admin", CancellationToken.None);
        using var page = await host.Stranger().GetAsync(made!.Value.Value.Link.TrimStart('/'));

        Assert.Null(again);
        Assert.Contains("Set a password for admin", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.True((await host.FindAsync("admin")).IsFullAdmin);
    }

    [Fact]
    public async Task SetupLinkCommand_BesideARunningControlPlane_LetsANamedAdminIn()
    {
        await using var host = await RequiredHost.StartAsync();
        using var output = new StringWriter();

        var exitCode = await new ControlPlaneProgram(output, TextWriter.Null, Stream.Null, TimeProvider.System).RunAsync(["setup-link", "rescue", "--data", host.Host.DataFolder]);
        var link = output.ToString().Trim().Split("link=")[^1];
        using var answer = await host.Stranger().SetUpAsync(link, RequiredHost.Password);

        Assert.Equal(0, exitCode);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.True((await host.FindAsync("rescue")).IsFullAdmin);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080", true)]
    [InlineData("http://[::1]:5080", true)]
    [InlineData("http://0.0.0.0:5080", false)]
    [InlineData("https://ml.example", false)]
    public void Open_IsForLoopbackAddressesOnly(string listen, bool isTaken)
    {
        var read = HostSettings.Read(["--Access:Mode", "open", "--listen", listen]);

        Assert.Equal(isTaken, read.IsAccepted);
        if (!isTaken)
            Assert.Contains(read.Refusal!.Fields, f => f.Field == "Access:Mode" && f.Problem.Contains("can be reached from other machines", StringComparison.Ordinal));
    }

    [Fact]
    public void Mode_SaidNothing_IsRequired() => Assert.Equal(AccessMode.Required, HostSettings.Read([]).Value.Access.Mode);

    [Theory]
    [InlineData("--Access:SessionIdle", "2.00:00:00")]
    [InlineData("--Access:FirstAdmin", "the admin")]
    [InlineData("--Access:FourEyes", "Production")]
    [InlineData("--Access:IdentityProvider:Authority", "http://login.example")]
    [InlineData("--Access:IdentityProvider:Roles", "ml-ops=owner@production")]
    [InlineData("--Access:IdentityProvider:Scopes", "profile")]
    public void Options_ThatMakeNoSense_AreRefusedAtTheStart(string key, string value) => Assert.Equal(HostSettings.InvalidCode, HostSettings.Read([key, value]).Refusal?.Code);
}
