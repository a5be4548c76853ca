using System.CommandLine;
using System.Text.Json.Nodes;
using ControlPlane.Cli.Api;
using ControlPlane.Cli.Files;
using ControlPlane.Cli.Hosting;
using ControlPlane.Cli.Output;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Cli.Webhooks;

/// <summary><c>webhooks</c>: list, look, make or change, try, delete; deliveries and their replay.</summary>
internal static class WebhookCommands
{
    private static readonly View Webhooks = View.OfList(
        "There is no webhook yet: controlplane webhooks put NAME --url https://…",
        new("name", "name"), new("url", "url"), new("format", "format"), new("events", "events"), new("endpoint", "endpoint"), new("enabled", "enabled"), new("changed", "changedAt"));

    private static readonly View Deliveries = View.OfList(
        "Nothing was delivered yet: controlplane webhooks test NAME",
        new("id", "id"), new("type", "type"), new("subject", "subject"), new("state", "state") { IsState = true }, new("attempts", "attempts"), new("said", "said"), new("created", "createdAt"), new("next attempt", "dueAt"));

    public static Command Make() => new("webhooks", "Makes, changes, tries and deletes webhooks, and shows what was delivered.")
    {
        ReadCommand.Many("list", "Lists webhooks.", ApiOperations.ListWebhooks, Webhooks),
        ReadCommand.One("get", "Shows a webhook.", ApiOperations.GetWebhook, View.Everything),
        MakePut(),
        MakeTest(),
        ReadCommand.Many("deliveries", "Lists deliveries of a webhook, newest first.", ApiOperations.ListDeliveries, Deliveries),
        ReadCommand.One("delivery", "Shows a delivery with its event.", ApiOperations.GetDelivery, View.Everything),
        MakeReplay(),
        MakeDelete(),
    };

    private static Argument<string> WebhookArgument() => new("webhook") { Description = "Name of the webhook." };

    private static ApiCommand MakePut()
    {
        var (webhook, file) = (WebhookArgument(), BodyFile.Option("The webhook's body as the API takes it, its secret too; options win over it."));
        var url = new Option<string?>("--url") { Description = "Where deliveries are posted; the address there is when left out.", HelpName = "address" };
        var events = new Option<string[]>("--event") { Description = "A type of event; may be repeated; all when left out.", HelpName = "type" };
        var endpoint = new Option<string?>("--endpoint") { Description = "Only what concerns this endpoint.", HelpName = "name" };
        var format = new Option<string?>("--format") { Description = "cloudevents or slack; cloudevents when left out.", HelpName = "format" };
        var disabled = new Option<bool>("--disabled") { Description = "Takes no new events." };
        var command = new ApiCommand("put", "Makes a webhook, or makes it what is said; prints the secret that was made for it, once.", ApiOperations.PutWebhook)
        {
            webhook, url, events, endpoint, format, disabled, file,
        };
        command.Run = async (run, cancellation) =>
        {
            var body = new JsonObject();
            if (run.Get(file) is { } path)
            {
                var read = await BodyFile.ReadAsync(path, run.Surroundings, cancellation);
                if (read.Refusal is { } unreadable)
                    return unreadable;
                body = read.Value;
            }

            if (run.Get(url) is { } address)
                body["url"] = address;
            if (run.Get(events) is { Length: > 0 } types)
                body["events"] = new JsonArray([.. types.Select(t => JsonValue.Create(t))]);
            if (run.Get(endpoint) is { } name)
                body["endpoint"] = name;
            if (run.Get(format) is { } form)
                body["format"] = form;
            if (run.Get(disabled))
                body["enabled"] = false;
            return await SendAsync(run, new ApiCall(ApiOperations.PutWebhook, run.Get(webhook)) { Body = body }, SentenceOf, cancellation);
        };
        return command;
    }

    private static string SentenceOf(JsonNode saved) => (string?)saved["secret"] is { } secret
        ? $"The webhook {saved["name"]} is made. Its secret, shown only now: {secret}"
        : $"The webhook {saved["name"]} is as said.";

    private static ApiCommand MakeTest()
    {
        var webhook = WebhookArgument();
        var command = new ApiCommand("test", "Sends an event that says nothing but that it arrives.", ApiOperations.TestWebhook) { webhook };
        command.Run = (run, cancellation) => SendAsync(
            run, new ApiCall(ApiOperations.TestWebhook, run.Get(webhook)), d => $"Delivery {d["id"]} is on its way: controlplane webhooks delivery {d["webhook"]} {d["id"]}", cancellation);
        return command;
    }

    private static ApiCommand MakeReplay()
    {
        var webhook = WebhookArgument();
        var delivery = new Argument<string>("delivery") { Description = "Id of the delivery, as the list shows it." };
        var command = new ApiCommand("replay", "Sends the event of a delivery once more, with its old id.", ApiOperations.ReplayDelivery) { webhook, delivery };
        command.Run = (run, cancellation) => SendAsync(
            run, new ApiCall(ApiOperations.ReplayDelivery, run.Get(webhook), run.Get(delivery)), d => $"Delivery {d["id"]} repeats {d["replayOf"]}.", cancellation);
        return command;
    }

    private static ApiCommand MakeDelete()
    {
        var webhook = WebhookArgument();
        var command = new ApiCommand("delete", "Deletes a webhook with its deliveries.", ApiOperations.DeleteWebhook) { webhook };
        command.Run = async (run, cancellation) => (await run.CallAsync(new ApiCall(ApiOperations.DeleteWebhook, run.Get(webhook)), cancellation)).Then<ExitCode>(_ =>
        {
            run.Results.WriteDone(new JsonObject { ["name"] = run.Get(webhook), ["isDeleted"] = true }, $"The webhook {run.Get(webhook)} is deleted.");
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<Outcome<ExitCode>> SendAsync(CommandRun run, ApiCall call, Func<JsonNode, string> sentence, CancellationToken cancellation) =>
        (await run.CallAsync(call, cancellation)).Then<ExitCode>(a =>
        {
            run.Results.WriteDone(a.Body, sentence(a.Body));
            return ExitCode.Done;
        });
}
