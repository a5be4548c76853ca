using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Files;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Models;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Rollouts;

/// <summary>What a rollout shall be: a file, the usual options over it, and any other member by name.</summary>
internal sealed class RolloutBodyOptions
{
    private readonly Option<string?> _file = BodyFile.Option("The rollout's body as the API takes it; options win over it.");

    private readonly Option<string?> _strategy = new("--strategy", "-s")
    {
        Description = "recreate, rolling, blue-green, canary, canary-rolling, ab-test, shadow, bandit, feature-flag or plan.",
        HelpName = "name",
    };

    private readonly Option<string[]> _versions = new("--version", "-v") { Description = "The new version: a number, models:/NAME/3 or models:/NAME@alias; may be repeated.", HelpName = "version", AllowMultipleArgumentsPerToken = true };
    private readonly Option<string?> _steps = new("--steps") { Description = "Shares of a ramp in percent, such as 5,25,50.", HelpName = "percent,…" };
    private readonly Option<string?> _hold = new("--hold") { Description = "Time at each step, such as 10m.", HelpName = "time" };
    private readonly Option<string?> _bake = new("--bake") { Description = "Time after the switch in which harm still takes the version back.", HelpName = "time" };
    private readonly Option<string?> _template = new("--template") { Description = "Stored analysis template: name or name@version.", HelpName = "name" };
    private readonly Option<string?> _onBusy = new("--on-busy") { Description = "Where a rollout is under way: refuse, supersede or queue.", HelpName = "policy" };
    private readonly Option<string[]> _set = new("--set") { Description = "Any other member, such as --set gate=true or --set guards.errorShare=0.05.", HelpName = "member=value" };
    private readonly Option<string?> _reason = VerbCommands.ReasonOption();

    public void AddTo(Command command)
    {
        Option[] options = [_file, _strategy, _versions, _steps, _hold, _bake, _template, _onBusy, _set, _reason];
        foreach (var option in options)
            command.Add(option);
    }

    /// <summary>The body.</summary>
    /// <returns>Refusals: <see cref="CliRefusals.Usage"/>, <see cref="CliRefusals.FileInvalid"/>.</returns>
    public async Task<Outcome<JsonObject>> ReadAsync(CommandRun run, CancellationToken cancellation)
    {
        var body = new JsonObject();
        if (run.Get(_file) is { } path)
        {
            var file = await BodyFile.ReadAsync(path, run.Surroundings, cancellation);
            if (file.Refusal is { } unreadable)
                return unreadable;
            body = file.Value;
        }

        Put(body, "strategy", run.Get(_strategy));
        Put(body, "hold", run.Get(_hold));
        Put(body, "bake", run.Get(_bake));
        Put(body, "template", run.Get(_template));
        Put(body, "onBusy", run.Get(_onBusy));
        Put(body, "reason", run.Get(_reason));
        if (run.Get(_versions) is { Length: > 0 } versions)
            body["versions"] = new JsonArray([.. versions.Select(VersionReferences.ToJson)]);
        if ((PutSteps(body, run.Get(_steps)) ?? PutMembers(body, run.Get(_set) ?? [])) is { } malformed)
            return malformed;
        return body;
    }

    private static void Put(JsonObject body, string name, string? value)
    {
        if (value is not null)
            body[name] = value;
    }

    private static Refusal? PutSteps(JsonObject body, string? text)
    {
        if (text is null)
            return null;
        var shares = text.Split(',').Select(ShareText.Read).ToList();
        if (shares.Contains(null))
            return Refusal.OfField(CliRefusals.Usage, "--steps", $"is '{text}'", "write ascending percentages with commas, such as 5,25,50");
        body["steps"] = new JsonArray([.. shares.Select(s => JsonValue.Create(s!.Value))]);
        return null;
    }

    private static Refusal? PutMembers(JsonObject body, IEnumerable<string> assignments)
    {
        foreach (var assignment in assignments)
        {
            if (assignment.Split('=', 2) is not [{ Length: > 0 } path, var value])
                return Refusal.OfField(CliRefusals.Usage, "--set", $"is '{assignment}'", "write member=value");
            var at = body;
            var names = path.Split('.');
            foreach (var name in names[..^1])
            {
                if (at[name] is not JsonObject inner)
                    at[name] = inner = [];
                at = inner;
            }

            at[names[^1]] = ReadValue(value);
        }

        return null;
    }

    // What is JSON is taken as JSON; everything else is a text.
    private static JsonNode? ReadValue(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException)
        {
            return JsonValue.Create(text);
        }
    }
}
