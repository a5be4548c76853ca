using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;
using YamlDotNet.Core;

namespace ControlPlane.Cli.Files;

/// <summary>The body of a call from a YAML or JSON file, or from standard input.</summary>
internal static class BodyFile
{
    public static Option<string?> Option(string description) => new("--file", "-f") { Description = $"{description} YAML or JSON; - for standard input.", HelpName = "path" };

    /// <summary>Reads one object.</summary>
    /// <returns>Refusal: <see cref="CliRefusals.FileInvalid"/>, with line and column.</returns>
    public static async Task<Outcome<JsonObject>> ReadAsync(string path, CliSurroundings surroundings, CancellationToken cancellation)
    {
        var text = await ReadTextAsync(path, surroundings, cancellation);
        return text.Then<JsonObject>(content =>
        {
            try
            {
                return YamlReader.Read(content) is [{ Value: JsonObject body }] ? body : Invalid(path, "holds not exactly one object", "write the members of one object");
            }
            catch (YamlException exception)
            {
                return Invalid($"{path}:{exception.Start.Line}:{exception.Start.Column}", exception.Message, "correct it");
            }
        });
    }

    /// <summary>The text of a file, or why it cannot be read.</summary>
    public static async Task<Outcome<string>> ReadTextAsync(string path, CliSurroundings surroundings, CancellationToken cancellation)
    {
        try
        {
            return path == "-" ? await surroundings.Input().ReadToEndAsync(cancellation) : await File.ReadAllTextAsync(path, cancellation);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Invalid(path, exception.Message.TrimEnd('.'), "name a file that can be read");
        }
    }

    private static Refusal Invalid(string place, string problem, string remedy) => Refusal.OfField(CliRefusals.FileInvalid, place, problem.TrimEnd('.'), remedy);
}
