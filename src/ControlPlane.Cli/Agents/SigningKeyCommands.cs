using System.CommandLine;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Agents;

/// <summary><c>signing-keys</c>: the keys by which tables are signed.</summary>
internal static class SigningKeyCommands
{
    public static Command Make()
    {
        var command = ReadCommand.Many("signing-keys", "Lists the keys by which tables are signed.", ApiOperations.ListSigningKeys, View.Everything);
        command.Add(MakeVerb("rotate", "Makes a new key; the one before signs beside it until 'retire'.", ApiOperations.RotateSigningKey));
        command.Add(MakeVerb("retire", "Lets the newest key alone sign: agents that have not renewed since it was made refuse tables until they do.", ApiOperations.RetireSigningKeys));
        return command;
    }

    private static ApiCommand MakeVerb(string name, string description, ApiOperation operation)
    {
        var command = new ApiCommand(name, description, operation);
        command.Run = (run, cancellation) => run.ShowAsync(new ApiCall(operation) { Limit = null }, View.Everything, cancellation);
        return command;
    }
}
