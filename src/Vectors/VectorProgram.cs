using ControlPlane.Vectors.Reading;

namespace ControlPlane.Vectors;

/// <summary>The command: <c>vectors [FILE]</c>.</summary>
public static class VectorProgram
{
    /// <summary>Every vector passed or is unsupported.</summary>
    public const int AllPassed = 0;

    /// <summary>At least one vector failed.</summary>
    public const int SomeFailed = 1;

    /// <summary>There was nothing to run: no file, or not such a file.</summary>
    public const int NothingRun = 2;

    private static readonly string DefaultFile = Path.Combine("..", "shared", "golden", "statistics.json");

    /// <summary>Runs the file that is named, or the golden file beside the checkout.</summary>
    /// <returns>The exit code.</returns>
    public static int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter errors)
    {
        if (arguments.Count > 1)
        {
            errors.WriteLine("usage: vectors [FILE]");
            return NothingRun;
        }

        var file = arguments.Count == 1 ? arguments[0] : DefaultFile;
        if (!File.Exists(file))
        {
            errors.WriteLine(arguments.Count == 1
                ? $"There is no file {file}."
                : $"The golden file {DefaultFile} is not beside this checkout; name a file: vectors FILE.");
            return NothingRun;
        }

        try
        {
            return VectorRunner.Run(File.ReadAllText(file), output).Failed == 0 ? AllPassed : SomeFailed;
        }
        catch (VectorFormatException problem)
        {
            errors.WriteLine($"{file}: {problem.Message}");
            return NothingRun;
        }
    }
}
