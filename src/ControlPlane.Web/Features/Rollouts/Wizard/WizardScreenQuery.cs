using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Analysis;
using ControlPlane.Data.Endpoints;
using ControlPlane.Data.Models;
using ControlPlane.Data.Rollouts;
using ControlPlane.Domain.Rollouts;

namespace ControlPlane.Web.Features.Rollouts.Wizard;

/// <summary>Reads what the wizard shows.</summary>
public sealed class WizardScreenQuery(EndpointQueries endpoints, ModelQueries models, RolloutQueries rollouts, TemplateQueries templates, PreviewRolloutQuery preview)
{
    /// <summary>Reads it.</summary>
    public async Task<WizardScreen> AskAsync(WizardChoice asked, CancellationToken cancellation)
    {
        var offered = (await endpoints.ListAsync(cancellation)).Where(e => asked.Model is null || e.Model == asked.Model).ToList();
        var choice = asked.Endpoint is null && offered is [var only] ? asked with { Endpoint = only.Name } : asked;
        if (offered.Find(e => e.Name == choice.Endpoint) is not { } endpoint)
            return new WizardScreen { Choice = choice with { Endpoint = null }, Endpoints = offered };

        var (shown, refusal) = await PreviewAsync(choice, cancellation);
        return new WizardScreen
        {
            Choice = choice,
            Endpoints = offered,
            Endpoint = endpoint,
            Versions = (await models.FindAsync(endpoint.Model, cancellation))?.Versions ?? [],
            Busy = (await rollouts.ListActiveAsync(cancellation)).FirstOrDefault(r => r.Endpoint == endpoint.Name && r.Phase != RolloutPhase.Pending),
            Templates = await templates.ListAsync(cancellation),
            Preview = shown,
            Refusal = refusal,
        };
    }

    private async Task<(RolloutPreview? Preview, Refusal? Refusal)> PreviewAsync(WizardChoice choice, CancellationToken cancellation)
    {
        if (choice.Versions.Count == 0)
            return (null, null);
        var draft = ShapeReader.Read(choice);
        if (draft.Refusal is { } unreadable)
            return (null, unreadable);
        var outcome = await preview.RunAsync(choice.Endpoint!, draft.Value, cancellation);
        return outcome.Match<(RolloutPreview?, Refusal?)>(shown => (shown, null), refusal => (null, refusal));
    }
}
