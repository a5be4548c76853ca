using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Access;

/// <summary><c>people</c>: who may sign in, and what they may do where.</summary>
internal static class PeopleCommands
{
    private static readonly View People = View.OfList(
        "Nobody can sign in yet: controlplane people invite NAME --role admin@*",
        new("name", "name"), new("roles", "roles"), new("can sign in", "canSignIn"), new("last signed in", "signedInAt"), new("disabled", "disabledAt"));

    private static readonly View Sessions = View.OfList(
        "They are signed in nowhere.",
        new("id", "id"), new("started", "startedAt"), new("last seen", "seenAt"), new("expires", "expiresAt"), new("address", "address"));

    public static Command Make() => new("people", "Adds people, gives them roles, and shows them out.")
    {
        ReadCommand.Many("list", "Lists people with their roles.", ApiOperations.ListPeople, People),
        ReadCommand.One("get", "Shows a person.", ApiOperations.GetPerson, View.Everything),
        MakeInvite(),
        MakeRoles(),
        MakeSwitch("disable", "Shows a person out at once: they may do nothing until they are enabled.", isDisabled: true),
        MakeSwitch("enable", "Lets a person sign in again.", isDisabled: false),
        MakeLink(),
        ReadCommand.Many("sessions", "Lists where a person is signed in.", ApiOperations.ListSessions, Sessions),
        MakeEndSession(),
    };

    private static Argument<string> PersonArgument() => new("person") { Description = "Name of the person." };

    private static Option<string[]> RoleOption() =>
        new("--role") { Description = "A role and its environment, such as operator@staging or admin@*; may be repeated.", HelpName = "role@environment" };

    private static ApiCommand MakeInvite()
    {
        var (person, roles) = (PersonArgument(), RoleOption());
        var command = new ApiCommand("invite", "Adds a person; prints the link by which they set a password, once.", ApiOperations.InvitePerson) { person, roles };
        command.Run = (run, cancellation) => SendAsync(
            run, new ApiCall(ApiOperations.InvitePerson) { Body = new JsonObject { ["name"] = run.Get(person), ["roles"] = ListOf(run.Get(roles)) } }, LinkOf, cancellation);
        return command;
    }

    private static ApiCommand MakeRoles()
    {
        var (person, roles) = (PersonArgument(), RoleOption());
        var command = new ApiCommand("roles", "Gives a person exactly these roles; they hold at once.", ApiOperations.ChangePerson) { person, roles };
        command.Run = (run, cancellation) => SendAsync(
            run, new ApiCall(ApiOperations.ChangePerson, run.Get(person)) { Body = new JsonObject { ["roles"] = ListOf(run.Get(roles)) } },
            p => $"{p["name"]} has {(p["roles"]!.AsArray() is { Count: > 0 } held ? string.Join(", ", held.Select(r => (string)r!)) : "no role")} now.", cancellation);
        return command;
    }

    private static ApiCommand MakeSwitch(string name, string description, bool isDisabled)
    {
        var person = PersonArgument();
        var command = new ApiCommand(name, description, ApiOperations.ChangePerson) { person };
        command.Run = (run, cancellation) => SendAsync(
            run, new ApiCall(ApiOperations.ChangePerson, run.Get(person)) { Body = new JsonObject { ["disabled"] = isDisabled } },
            p => isDisabled ? $"{p["name"]} may do nothing any more; their sessions have ended." : $"{p["name"]} may sign in again.", cancellation);
        return command;
    }

    private static ApiCommand MakeLink()
    {
        var person = PersonArgument();
        var command = new ApiCommand("link", "Makes a new link by which a person sets a password, and prints it, once.", ApiOperations.RenewLink) { person };
        command.Run = (run, cancellation) => SendAsync(run, new ApiCall(ApiOperations.RenewLink, run.Get(person)), LinkOf, cancellation);
        return command;
    }

    private static ApiCommand MakeEndSession()
    {
        var person = PersonArgument();
        var session = new Argument<string>("session") { Description = "Id of the session, as the list shows it." };
        var command = new ApiCommand("end-session", "Ends a session of a person.", ApiOperations.EndSession) { person, session };
        command.Run = async (run, cancellation) => (await run.CallAsync(new ApiCall(ApiOperations.EndSession, run.Get(person), run.Get(session)), cancellation)).Then<ExitCode>(_ =>
        {
            run.Results.WriteDone(new JsonObject { ["person"] = run.Get(person), ["session"] = run.Get(session), ["hasEnded"] = true }, "The session has ended.");
            return ExitCode.Done;
        });
        return command;
    }

    private static JsonArray ListOf(string[]? texts) => new([.. (texts ?? []).Select(t => JsonValue.Create(t))]);

    private static string LinkOf(JsonNode person) => $"{person["name"]} sets a password once, before {person["linkExpiresAt"]}, at this path of the control plane: {person["link"]}";

    private static async Task<Outcome<ExitCode>> SendAsync(CommandRun run, ApiCall call, Func<JsonNode, string> sentence, CancellationToken cancellation) =>
        (await run.CallAsync(call, cancellation)).Then<ExitCode>(a =>
        {
            run.Results.WriteDone(a.Body, sentence(a.Body));
            return ExitCode.Done;
        });
}
