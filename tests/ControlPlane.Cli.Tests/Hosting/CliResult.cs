using System.Text.Json;
using ControlPlane.Cli.Hosting;

namespace ControlPlane.Cli.Tests.Hosting;

/// <summary>What one run of the program left behind.</summary>
internal sealed record CliResult(ExitCode Code, string Output, string Error)
{
    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Output);

    /// <summary>The output of a run that must have gone well.</summary>
    public CliResult Done()
    {
        Assert.True(Code == ExitCode.Done, $"{Code}: {Error}{Output}");
        return this;
    }
}
