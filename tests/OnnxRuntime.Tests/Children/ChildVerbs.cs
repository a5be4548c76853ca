using ControlPlane.OnnxRuntime.Native;
using ControlPlane.TestKit.Onnx;

namespace ControlPlane.OnnxRuntime.Tests.Children;

/// <summary>What a child does; it answers in lines on standard output.</summary>
internal static class ChildVerbs
{
    /// <summary>Asks the parent to end this process at once, before anything can act on its exit.</summary>
    public const string EndMe = "end me";

    public const string Observe = "observe";
    public const string ObserveWithTelemetry = "observe-with-telemetry";
    public const string LoadFrom = "load-from";

    /// <summary>For people: how long one run of a model file takes, with one row in each input.</summary>
    public const string Measure = "measure";

    public static int Run(string[] arguments, TextWriter output)
    {
        switch (arguments)
        {
            case [Observe]:
                Watch(output);
                return 0;
            case [ObserveWithTelemetry]:
                // Loading sets the switch; taking it back before the environment is made is what the binding never does.
                _ = OrtLibrary.Version;
                CEnvironment.Set(OrtLibrary.TelemetrySwitch, "0");
                Watch(output);
                return 0;
            case [LoadFrom, var path]:
                Load(path, output);
                return 0;
            case [Measure, var path]:
                RunMeasurement.Write(path, output);
                return 0;
            default:
                return 2;
        }
    }

    private static void Watch(TextWriter output)
    {
        var before = OpenFiles();
        using var session = new InferenceSession(OnnxModels.Identity(OnnxType.Float, 1));
        using var input = OrtValue.CreateTensorValueFromMemory([1f], [1]);
        using var outputs = session.Run(new Dictionary<string, OrtValue> { ["x"] = input });

        output.WriteLine($"switch {CEnvironment.Get(OrtLibrary.TelemetrySwitch)}");
        foreach (var file in OpenFiles().Except(before))
            output.WriteLine($"opened {file}");
        output.WriteLine(EndMe);
        output.Flush();
    }

    private static void Load(string path, TextWriter output)
    {
        OrtLibrary.Path = path;
        try
        {
            output.WriteLine(OrtLibrary.Version);
        }
        catch (Exception e) when (e is DllNotFoundException or NotSupportedException)
        {
            output.WriteLine(e.GetType().Name);
            output.WriteLine(e.Message);
        }
    }

    /// <summary>Sockets and files; without assemblies and pipes, which .NET opens for itself at any time.</summary>
    private static HashSet<string> OpenFiles() =>
        [.. Directory.GetFiles("/proc/self/fd").Select(link => new FileInfo(link).LinkTarget).OfType<string>()
            .Where(target => target.StartsWith("socket:", StringComparison.Ordinal) || target.StartsWith('/') && !target.EndsWith(".dll", StringComparison.Ordinal))];
}
