using ControlPlane.Cli.Hosting;
using ControlPlane.TestKit.Time;

namespace ControlPlane.Cli.Tests.Hosting;

/// <summary>Runs the program inside the test, with streams, variables, clock and network of the test's own.</summary>
internal sealed class CliUnderTest
{
    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public Func<HttpMessageHandler> Network { get; init; } = () => new SocketsHttpHandler();

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public int? TerminalWidth { get; init; }

    public string Input { get; init; } = "";

    public bool IsInputTerminal { get; init; }

    /// <summary>A program whose control plane is played by the test.</summary>
    public static CliUnderTest Against(ScriptedServer server) => new() { Network = () => server, Clock = new ManualTimeProvider() };

    /// <summary>A program that asks a real control plane.</summary>
    public static CliUnderTest Against(Uri server)
    {
        var cli = new CliUnderTest();
        cli.Variables[CliSurroundings.ServerVariable] = server.ToString();
        return cli;
    }

    public Task<CliResult> RunAsync(params string[] arguments) => RunAsync(CancellationToken.None, arguments);

    public async Task<CliResult> RunAsync(CancellationToken cancellation, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var input = new StringReader(Input);
        var code = await CliProgram.RunAsync(
            arguments,
            new CliSurroundings
            {
                Output = output,
                Error = error,
                Input = () => input,
                Variable = name => Variables.GetValueOrDefault(name),
                Clock = Clock,
                Network = Network,
                TerminalWidth = TerminalWidth,
                IsInputTerminal = IsInputTerminal,
            },
            cancellation);
        return new CliResult((ExitCode)code, output.ToString(), error.ToString());
    }
}
