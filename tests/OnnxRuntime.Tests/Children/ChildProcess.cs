using System.Diagnostics;

namespace ControlPlane.OnnxRuntime.Tests.Children;

/// <summary>
/// Runs this test program again with a verb, for what can be seen only once per process.
/// The child has an empty home folder of its own and no telemetry switch from outside.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    // ONNX Runtime keeps quiet by itself where one of these is set; the observation must not depend on where it is made.
    private static readonly string[] MarksOfContinuousIntegration = ["CI", "GITHUB_ACTIONS", "JENKINS_URL", "TEAMCITY_VERSION", "TF_BUILD", "TRAVIS"];

    private const string Mark = "ONNXRUNTIME_TESTS_CHILD";

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("onnxruntime-tests-");

    /// <summary>Whether the process that asks is such a child.</summary>
    public static bool IsThis => Environment.GetEnvironmentVariable(Mark) is not null;

    /// <summary>Lines the child wrote. It ends by itself, or is ended at its last line when it says <see cref="ChildVerbs.EndMe"/>.</summary>
    public async Task<IReadOnlyList<string>> RunAsync(string verb, params string[] arguments)
    {
        using var process = Process.Start(Describe(verb, arguments))!;
        var lines = new List<string>();
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line == ChildVerbs.EndMe)
            {
                process.Kill();
                break;
            }

            lines.Add(line);
        }

        await process.WaitForExitAsync();
        return lines;
    }

    public void Dispose() => _home.Delete(recursive: true);

    private ProcessStartInfo Describe(string verb, string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true };
        foreach (var mark in MarksOfContinuousIntegration)
            start.Environment.Remove(mark);
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(typeof(ChildProcess).Assembly.Location);
        start.ArgumentList.Add(verb);
        Array.ForEach(arguments, start.ArgumentList.Add);
        start.Environment[Mark] = "1";
        start.Environment["HOME"] = _home.FullName;
        start.Environment["TMPDIR"] = _home.FullName;
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(_home.FullName, ".cache");
        start.Environment.Remove(OrtLibrary.TelemetrySwitch);
        return start;
    }
}
