using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;

namespace ControlPlane.Cli.Tokens;

/// <summary><c>tokens</c>: with which programs call the API.</summary>
internal static class TokenCommands
{
    private static readonly View Tokens = View.OfList(
        "There is no API token yet: controlplane tokens create ci --grant deployer@staging",
        new("id", "id"), new("name", "name"), new("grants", "grants"), new("created by", "createdBy"), new("created", "createdAt"), new("expires", "expiresAt"),
        new("last used", "lastUsedAt"), new("revoked", "revokedAt"));

    public static Command Make() => new("tokens", "Tokens with which programs call the API.")
    {
        ReadCommand.Many("list", "Lists tokens, without their secrets.", ApiOperations.ListTokens, Tokens), MakeCreate(), MakeRotate(), MakeRevoke(),
    };

    private static ApiCommand MakeCreate()
    {
        var name = new Argument<string>("name") { Description = "What it is for, such as ci." };
        var grants = new Option<string[]>("--grant") { Description = "A role in an environment, such as deployer@staging, or viewer for all; may be repeated.", HelpName = "role@environment", Required = true };
        var lifetime = DurationOption.Make("--lifetime", "How long it is good, at most 366d; 90d when left out.");
        var command = new ApiCommand("create", "Makes a token with no more than your own rights and prints it, once.", ApiOperations.CreateToken) { name, grants, lifetime };
        command.Run = async (run, cancellation) =>
        {
            var body = new JsonObject { ["name"] = run.Get(name), ["grants"] = new JsonArray([.. run.Get(grants)!.Select(g => (JsonNode)g)]) };
            if (run.Get(lifetime) is { } time)
                body["lifetimeDays"] = time.TotalDays;
            return (await run.CallAsync(new ApiCall(ApiOperations.CreateToken) { Body = body }, cancellation)).Then<ExitCode>(answer => Show(run, answer));
        };
        return command;
    }

    private static ApiCommand MakeRotate()
    {
        var id = new Argument<string>("id") { Description = "Id of the token." };
        var overlap = DurationOption.Make("--overlap", "How long the secret before stays good, at most 7d; 24h when left out.");
        var command = new ApiCommand("rotate", "Gives a token a new secret and prints it, once.", ApiOperations.RotateToken) { id, overlap };
        command.Run = async (run, cancellation) =>
        {
            var body = new JsonObject();
            if (run.Get(overlap) is { } time)
                body["overlapHours"] = time.TotalHours;
            return (await run.CallAsync(new ApiCall(ApiOperations.RotateToken, run.Get(id)) { Body = body }, cancellation)).Then<ExitCode>(answer => Show(run, answer));
        };
        return command;
    }

    private static ApiCommand MakeRevoke()
    {
        var id = new Argument<string>("id") { Description = "Id of the token." };
        var command = new ApiCommand("revoke", "Ends a token for good.", ApiOperations.RevokeToken) { id };
        command.Run = async (run, cancellation) => (await run.CallAsync(new ApiCall(ApiOperations.RevokeToken, run.Get(id)), cancellation)).Then<ExitCode>(_ =>
        {
            run.Results.WriteDone(new JsonObject { ["id"] = run.Get(id), ["isRevoked"] = true }, $"Token {run.Get(id)} is revoked.");
            return ExitCode.Done;
        });
        return command;
    }

    private static ExitCode Show(CommandRun run, ApiAnswer answer)
    {
        run.Results.WriteDone(answer.Body, (string)answer.Body["token"]!);
        return ExitCode.Done;
    }
}
