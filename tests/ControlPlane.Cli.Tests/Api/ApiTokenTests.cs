using System.Net;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Tests.Hosting;
using ControlPlane.TestKit;

namespace ControlPlane.Cli.Tests.Api;

public sealed class ApiTokenTests
{
    private const string Token = "cpt_1_2_3";

    [Fact]
    public async Task Call_WithATokenInItsVariable_OrInAFile_ShowsIt_AndWithoutOneShowsNone()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.Combine("token"), $"{Token}-file\n");

        Assert.Null(await ShownAsync(null, "agents"));
        Assert.Equal($"Bearer {Token}", await ShownAsync(Token, "agents"));
        Assert.Equal($"Bearer {Token}-file", await ShownAsync(Token, "agents", "--token-file", folder.Combine("token")));
        Assert.Equal($"Bearer {Token}", await ShownAsync(Token, "agents", "--server", "https://control-plane.example"));
    }

    [Fact]
    public async Task Call_WithAToken_OverPlainHttpToAnotherMachine_IsNotMade()
    {
        using var network = new ShownHeaders();
        var cli = new CliUnderTest { Network = () => network };
        cli.Variables[CliSurroundings.TokenVariable] = Token;

        var result = await cli.RunAsync("agents", "--server", "http://control-plane.example");

        Assert.Equal(ExitCode.Usage, result.Code);
        Assert.Null(network.Authorization);
        Assert.DoesNotContain(Token, result.Error, StringComparison.Ordinal);
    }

    private static async Task<string?> ShownAsync(string? variable, params string[] arguments)
    {
        using var network = new ShownHeaders();
        var cli = new CliUnderTest { Network = () => network };
        if (variable is not null)
            cli.Variables[CliSurroundings.TokenVariable] = variable;
        await cli.RunAsync(arguments);
        return network.Authorization;
    }

    private sealed class ShownHeaders : HttpMessageHandler
    {
        public string? Authorization { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Authorization = request.Headers.Authorization?.ToString();
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("""{"items":[],"next":null}""", System.Text.Encoding.UTF8, "application/json"), RequestMessage = request });
        }
    }
}
