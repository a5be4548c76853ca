using ControlPlane.Data.Webhooks;
using ControlPlane.Domain.Webhooks;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>Makes a webhook and shows its secret once, or changes one.</summary>
public sealed partial class EditWebhookPage
{
    private WebhookSubscription? _webhook;
    private SavedWebhook? _saved;
    private bool _isRead;
    private bool _isMissing;

    [Inject]
    public required WebhookQueries Queries { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>Name of the webhook that is changed; null makes a new one.</summary>
    [Parameter]
    public string? Name { get; set; }

    private string Title => Name is null ? "New webhook" : $"Change {Name}";

    protected override async Task OnInitializedAsync()
    {
        if (Name is not null)
        {
            _webhook = await Queries.FindAsync(Name, CancellationToken.None);
            _isMissing = _webhook is null;
        }

        _isRead = true;
    }

    private void Leave(SavedWebhook saved)
    {
        _saved = saved;
        if (saved.Secret is null)
            Navigation.NavigateTo($"/webhooks/{saved.Webhook.Name}");
    }
}
