using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Webhooks;
using ControlPlane.Web.Features.Access;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>What a webhook shall be; every problem is said before anything is saved.</summary>
public sealed partial class WebhookForm
{
    private readonly HashSet<string> _events = new(StringComparer.Ordinal);
    private string _name = "";
    private string _url = "";
    private string _endpoint = "";
    private string _secret = "";
    private WebhookFormat _format = WebhookFormat.CloudEvents;
    private bool _isEnabled = true;
    private IReadOnlyList<FieldProblem> _problems = [];

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required SaveWebhookCommand Save { get; init; }

    /// <summary>The webhook that is changed; null makes a new one.</summary>
    [Parameter]
    public WebhookSubscription? Webhook { get; set; }

    /// <summary>Told after it was saved.</summary>
    [Parameter, EditorRequired]
    public EventCallback<SavedWebhook> OnSaved { get; set; }

    protected override void OnInitialized()
    {
        if (Webhook is not { } webhook)
            return;
        (_format, _isEnabled, _endpoint) = (webhook.Format, webhook.IsEnabled, webhook.Endpoint ?? "");
        _events.UnionWith(webhook.Events);
    }

    private void Toggle(string type)
    {
        if (!_events.Remove(type))
            _events.Add(type);
    }

    private async Task SaveAsync()
    {
        var draft = new WebhookDraft
        {
            Url = _url.Trim() is { Length: > 0 } url ? url : null,
            Events = [.. _events],
            Endpoint = _endpoint.Trim() is { Length: > 0 } endpoint ? endpoint : null,
            Format = _format,
            IsEnabled = _isEnabled,
        };
        var request = new SaveWebhookRequest(Webhook?.Name ?? _name.Trim(), draft, _secret.Trim() is { Length: > 0 } secret ? secret : null, Webhook?.ConcurrencyVersion ?? 0);
        var outcome = await Save.RunAsync(request, Viewer.Actor, CancellationToken.None);
        _problems = outcome.Refusal is not { } refusal ? [] : refusal.Fields.Count == 0 ? [new FieldProblem("", refusal.Sentence, "")] : refusal.Fields;
        if (!outcome.IsAccepted)
            return;
        _secret = "";
        await OnSaved.InvokeAsync(outcome.Value);
    }
}
