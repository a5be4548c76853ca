using ControlPlane.Cli.Hosting;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Api;

/// <summary>Where the API token comes from. Stateless.</summary>
internal static class ApiTokenSource
{
    private const int LongestToken = 500;

    /// <summary>The token; empty when there is none.</summary>
    /// <returns>Refusals: <see cref="CliRefusals.FileInvalid"/>, <see cref="CliRefusals.Usage"/> where anybody on the way could read it.</returns>
    public static Outcome<string> Read(FileInfo? file, CliSurroundings surroundings, Uri server)
    {
        var read = file is null ? surroundings.Variable(CliSurroundings.TokenVariable) ?? "" : OfFile(file);
        return read.Then<string>(text =>
        {
            var token = text.Trim();
            if (token.Length > 0 && server.Scheme == Uri.UriSchemeHttp && !server.IsLoopback)
                return Refusal.OfField(CliRefusals.Usage, "--server", $"is {server}, on another machine and without TLS, where anybody on the way could read the token", "name an address that begins with https");
            return token;
        });
    }

    private static Outcome<string> OfFile(FileInfo file)
    {
        try
        {
            return file.Length <= LongestToken ? File.ReadAllText(file.FullName) : Unusable(file, "is too long for a token");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unusable(file, exception.Message.TrimEnd('.'));
        }
    }

    private static Refusal Unusable(FileInfo file, string why) => Refusal.OfField(CliRefusals.FileInvalid, "--token-file", $"{file.Name}: {why}", "name a file that holds a token and nothing else");
}
