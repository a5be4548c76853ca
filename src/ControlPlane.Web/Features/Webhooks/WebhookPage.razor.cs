using ControlPlane.Data.Webhooks;
using ControlPlane.Domain.Webhooks;
using ControlPlane.Web.Components.Live;
using ControlPlane.Web.Features.Access;
using ControlPlane.Web.Realtime;
using ControlPlane.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Webhooks;

/// <summary>One webhook: what it is told, what was delivered, and once more where it did not arrive.</summary>
public sealed partial class WebhookPage : IDisposable
{
    private const int PageLimit = 50;

    private LiveQuery<Found<WebhookScreen>> _live = null!;

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    public required LiveQueries Questions { get; init; }

    [Inject]
    public required WebhookQueries Queries { get; init; }

    [Inject]
    public required TestWebhookCommand Test { get; init; }

    [Inject]
    public required ReplayDeliveryCommand Replay { get; init; }

    [Inject]
    public required DeleteWebhookCommand Delete { get; init; }

    [Inject]
    public required Toasts Toasts { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [Parameter]
    public required string Name { get; set; }

    /// <summary>Deliveries before this one; null begins with the newest.</summary>
    [SupplyParameterFromQuery(Name = "before")]
    public long? Before { get; set; }

    private WebhookScreen? Screen => _live.Answer?.Row;

    private string Summary => Screen is not { Webhook: { } webhook }
        ? "A webhook."
        : $"{(webhook.IsEnabled ? "Is told of" : "Switched off; was told of")} {DeliveryLook.EventsOf(webhook)}{(webhook.Endpoint is null ? "" : $" of {webhook.Endpoint}")}, as {DeliveryLook.FormatOf(webhook.Format)}, at {webhook.ShownUrl}.";

    public void Dispose() => _live.Dispose();

    protected override void OnInitialized() =>
        _live = Questions.Prepare(ReadAsync, InvokeAsync, StateHasChanged, LiveQueries.ForTables).HearOf(ChangeTopic.Webhooks, Name);

    protected override Task OnParametersSetAsync() => _live.AskAsync();

    private async Task<Found<WebhookScreen>> ReadAsync(CancellationToken cancellation)
    {
        if (await Queries.FindAsync(Name, cancellation) is not { } webhook)
            return new Found<WebhookScreen>(null);
        var found = await Queries.DeliveriesAsync(Name, Before, PageLimit + 1, cancellation);
        return new Found<WebhookScreen>(new WebhookScreen(webhook, [.. found.Take(PageLimit)], found.Count > PageLimit ? found[PageLimit - 1].Id : null));
    }

    private async Task TestAsync()
    {
        Toasts.Tell(await Test.RunAsync(Name, Viewer.Actor, CancellationToken.None), _ => "A test is on its way; the list shows whether it arrives.");
        await _live.AskAsync();
    }

    private async Task ReplayAsync(WebhookDelivery delivery)
    {
        Toasts.Tell(await Replay.RunAsync(Name, delivery.Id, Viewer.Actor, CancellationToken.None), _ => $"{delivery.EventType} is on its way once more.");
        await _live.AskAsync();
    }

    private async Task DeleteAsync()
    {
        var outcome = await Delete.RunAsync(Name, Screen?.Webhook.ConcurrencyVersion, Viewer.Actor, CancellationToken.None);
        Toasts.Tell(outcome, _ => $"The webhook {Name} is deleted.");
        if (outcome.IsAccepted)
            Navigation.NavigateTo("/webhooks");
    }
}
