using System.CommandLine;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Backups;

/// <summary><c>backups</c>: which there are, and one more. Putting one back is a command of the control plane itself.</summary>
internal static class BackupCommands
{
    public static Command Make()
    {
        var command = ReadCommand.Many("backups", "Lists copies of the control plane's databases, newest first.", ApiOperations.ListBackups, View.Everything);
        command.Add(MakeCreate());
        return command;
    }

    private static ApiCommand MakeCreate()
    {
        var command = new ApiCommand("create", "Makes one more now, on the control plane's machine.", ApiOperations.MakeBackup);
        command.Run = (run, cancellation) => run.ShowAsync(new ApiCall(ApiOperations.MakeBackup) { Limit = null }, View.Everything, cancellation);
        return command;
    }
}
