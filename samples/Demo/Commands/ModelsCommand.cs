using ControlPlane.Demo.Models;

namespace ControlPlane.Demo.Commands;

/// <summary>Makes the demo's models unless they are there.</summary>
internal static class ModelsCommand
{
    public static int Run(Arguments arguments, TextWriter output, TimeProvider time)
    {
        var path = arguments.RequiredText("--out");
        var seed = arguments.Whole("--seed", 0, int.MaxValue) ?? ModelSet.UsualSeed;
        if (arguments.Problems.Count > 0)
            return ExitCode.WrongUsage;

        var folder = new ModelFolder(path);
        if (folder.FindComplete(seed) is { } present)
        {
            output.WriteLine($"models: {present.Models.Count} files of generator version {present.GeneratorVersion} are in {path} already");
            return ExitCode.Done;
        }

        var start = time.GetTimestamp();
        var manifest = folder.Write(ModelSet.Train(seed));
        foreach (var model in manifest.Models)
            output.WriteLine($"models: {model.File}  {string.Join("  ", model.Measures.Select(measure => $"{measure.Key} {measure.Value:P1}"))}");

        output.WriteLine($"models: {manifest.Models.Count} files written to {path} in {time.GetElapsedTime(start).TotalSeconds:F1} s");
        return ExitCode.Done;
    }
}
