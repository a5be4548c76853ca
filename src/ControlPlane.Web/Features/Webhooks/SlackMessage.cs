using System.Text.Json;
using System.Text.Json.Nodes;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>Writes an event as a message that Slack and what is compatible with it show: text for notices, blocks for the channel. Stateless.</summary>
internal static class SlackMessage
{
    private const int LongestText = 2_900;

    /// <summary>The message of an event.</summary>
    /// <param name="cloudEvent">The event in CloudEvents' JSON.</param>
    /// <param name="home">Where people open this control plane; null when nobody said, and then there is no link.</param>
    public static string Of(string cloudEvent, Uri? home)
    {
        using var document = JsonDocument.Parse(cloudEvent);
        var root = document.RootElement;
        var data = root.GetProperty("data");
        var type = Words(root.GetProperty("type").GetString()!);
        var about = TextOf(data, "endpoint") ?? TextOf(data, "model") ?? TextOf(data, "name") ?? root.GetProperty("subject").GetString()!;
        var sentence = TextOf(data, "sentence") ?? "";
        var reason = TextOf(data, "reason") is { Length: > 0 } why ? $"\n>{Escape(why)}" : "";
        var page = home is not null && data.TryGetProperty("links", out var links) && TextOf(links, "page") is { } path ? new Uri(home, path) : null;
        var link = page is null ? "" : $" · <{Escape(page.AbsoluteUri)}|Open it>";
        var headline = $"*{Escape(about)}*: {type}";
        return new JsonObject
        {
            ["text"] = $"{Escape(about)}: {type}. {Escape(sentence)}",
            ["blocks"] = new JsonArray
            {
                new JsonObject { ["type"] = "section", ["text"] = Markdown(Cut($"{headline}\n{Escape(sentence)}{reason}")) },
                new JsonObject { ["type"] = "context", ["elements"] = new JsonArray { Markdown($"{root.GetProperty("time").GetString()} · {Escape(root.GetProperty("subject").GetString()!)}{link}") } },
            },
        }.ToJsonString();
    }

    private static JsonObject Markdown(string text) => new() { ["type"] = "mrkdwn", ["text"] = text };

    private static string Words(string type) => type.Replace('.', ' ').Replace('-', ' ');

    private static string? TextOf(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Cut(string text) => text.Length <= LongestText ? text : text[..LongestText] + "…";

    // The three characters that Slack reads as markup.
    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
