using System.CommandLine;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Hosting;

/// <summary>Options that every command takes.</summary>
internal sealed class GlobalOptions
{
    /// <summary>Where a control plane listens unless told otherwise.</summary>
    public const string UsualServer = "http://127.0.0.1:5080";

    public Option<string?> Server { get; } = new("--server")
    {
        Description = $"Address of the control plane; {CliSurroundings.ServerVariable} when left out, else {UsualServer}.",
        HelpName = "url",
        Recursive = true,
    };

    public Option<FileInfo?> TokenFile { get; } = new("--token-file")
    {
        Description = $"File that holds an API token; {CliSurroundings.TokenVariable} when left out, else none.",
        HelpName = "file",
        Recursive = true,
    };

    public Option<OutputFormat> Format { get; } = new("--output", "-o")
    {
        Description = "table for people, which is usual; json or yaml for programs, exactly as the API answers.",
        HelpName = "table|json|yaml",
        Recursive = true,
    };

    public Option<string?> IdempotencyKey { get; } = new("--idempotency-key")
    {
        Description = "A key of your own, one per wish, such as a CI job's id: a repetition within 24 h does nothing twice.",
        HelpName = "key",
        Recursive = true,
    };
}
