using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Endpoints;
using ControlPlane.Domain.Analysis.Templates;
using ControlPlane.Domain.Analysis.Templates.Stored;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Analysis;

/// <summary>Asks every source of a template once and shows each answer, or why there is none.</summary>
public sealed partial class TryPanel : IDisposable
{
    private readonly CancellationTokenSource _left = new();
    private readonly Dictionary<string, string> _arguments = new(StringComparer.Ordinal);
    private IReadOnlyList<string>? _endpoints;
    private string _endpoint = "";
    private IReadOnlyList<string> _problems = [];
    private TemplateTrial? _trial;
    private bool _isAsking;

    [Inject]
    public required EndpointQueries Endpoints { get; init; }

    [Inject]
    public required TryTemplateQuery Trials { get; init; }

    /// <summary>Name of the template; empty while it has none.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <summary>What may be said.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<TemplateParameter> Parameters { get; set; }

    /// <summary>What is tried, read at the moment of asking.</summary>
    [Parameter, EditorRequired]
    public required Func<Outcome<TemplateDraft>> Draft { get; set; }

    public void Dispose()
    {
        _left.Cancel();
        _left.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _endpoints = [.. (await Endpoints.ListAsync(_left.Token)).Select(e => e.Name)];
        _endpoint = _endpoints is [var first, ..] ? first : "";
    }

    private static string Standing(TemplateTrial trial) => trial.Challenger == trial.ComparedWith
        ? $"Measured {trial.Challenger} of {trial.Endpoint}, which nothing challenges now, so it stands on both sides."
        : $"Measured {trial.Challenger} of {trial.Endpoint} against {trial.ComparedWith}.";

    private static string InWords(MetricCheck check, double? value) => value is { } known ? MetricReader.InWords(check, known) : Wording.Unknown;

    private void Say(string parameter, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            _arguments.Remove(parameter);
        else
            _arguments[parameter] = text.Trim();
    }

    private async Task TryAsync()
    {
        _isAsking = true;
        var given = _arguments.Where(a => Parameters.Any(p => p.Name == a.Key)).ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal);
        try
        {
            var draft = Draft();
            var outcome = draft.IsAccepted ? await Trials.RunAsync(Name, draft.Value, given, _endpoint, _left.Token) : draft.Refusal;
            _problems = outcome.Refusal is not { } refusal ? [] : refusal.Fields.Count == 0 ? [refusal.Sentence] : [.. refusal.Fields.Select(f => $"{f.Field} {f.Problem}: {f.Remedy}.")];
            _trial = outcome.IsAccepted ? outcome.Value : null;
        }
        catch (OperationCanceledException) when (_left.IsCancellationRequested)
        {
            return;
        }

        _isAsking = false;
    }
}
