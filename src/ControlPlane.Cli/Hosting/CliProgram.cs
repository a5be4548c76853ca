using System.CommandLine;
using System.CommandLine.Invocation;
using ControlPlane.Cli.Output;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Hosting;

/// <summary>The program <c>controlplane</c>: reads the command line, runs the command, turns its end into an exit code.</summary>
internal static class CliProgram
{
    /// <summary>Runs one command line.</summary>
    /// <returns>See <see cref="ExitCode"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, CliSurroundings surroundings, CancellationToken cancellation)
    {
        var parsed = CommandTree.Build(surroundings).Parse(arguments);
        if (parsed is { Errors: [var first, ..], Action: null or ParseErrorAction })
            return RefuseUsage(parsed, first.Message, surroundings);
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration { Output = surroundings.Output, Error = surroundings.Error, EnableDefaultExceptionHandler = false }, cancellation);
        }
        catch (OperationCanceledException)
        {
            return (int)ExitCode.Interrupted;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            await surroundings.Error.WriteLineAsync($"A fault of this program: {fault}");
            return (int)ExitCode.Unexpected;
        }
    }

    private static int RefuseUsage(ParseResult parsed, string message, CliSurroundings surroundings)
    {
        var path = string.Join(' ', PathOf(parsed.CommandResult.Command).Reverse());
        RefusalText.Write(
            new Refusal(CliRefusals.Usage, $"{message.TrimEnd('.')}.") { Fields = [new FieldProblem(path, "was not called in its form", $"{path} --help shows it")] },
            surroundings.Error);
        return (int)ExitCode.Usage;
    }

    private static IEnumerable<string> PathOf(Command command)
    {
        for (Symbol? symbol = command; symbol is Command; symbol = symbol.Parents.FirstOrDefault())
            yield return symbol is RootCommand ? CommandTree.Name : symbol.Name;
    }
}
