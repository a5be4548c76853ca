using System.CommandLine;
using ControlPlane.Vectors;

namespace ControlPlane.Cli.Hosting;

/// <summary><c>vectors</c>: the product's statistics against test vectors; no control plane is asked.</summary>
internal static class VectorsCommand
{
    public static Command Make(CliSurroundings surroundings)
    {
        var file = new Argument<string>("file") { Description = "File of test vectors." };
        var command = new Command("vectors", "Runs the statistics that decide against a file of test vectors.") { file };
        command.SetAction(parsed => (int)(VectorProgram.Run([parsed.GetRequiredValue(file)], surroundings.Output, surroundings.Error) switch
        {
            VectorProgram.AllPassed => ExitCode.Done,
            VectorProgram.SomeFailed => ExitCode.NotSucceeded,
            VectorProgram.NothingRun => ExitCode.Usage,
            var other => throw new InvalidOperationException($"No exit code is defined for {other}."),
        }));
        return command;
    }
}
