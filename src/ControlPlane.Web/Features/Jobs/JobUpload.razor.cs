using System.Text.Json;
using ControlPlane.Contracts.Outcomes;
using ControlPlane.Data.Endpoints;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Models;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Jobs;

/// <summary>Sends an input from the browser to the API, with progress; refusals are told in place, with the field that is wrong.</summary>
public sealed partial class JobUpload
{
    private const int Created = 201;

    private string _endpoint = "";
    private string? _version;
    private string? _key;
    private string? _every;
    private bool _isStored;

    [Inject]
    public required JobInputs Inputs { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>By name; at least one.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<EndpointRow> Endpoints { get; set; }

    protected override void OnParametersSet()
    {
        if (Endpoints.All(e => e.Name != _endpoint))
            _endpoint = Endpoints[0].Name;
    }

    private Outcome<string> AddressOfJob()
    {
        (string Name, string? Value)[] query = [("version", _version), ("key", _key), ("every", _every), ("store", _isStored ? "true" : null)];
        return $"api/v1/endpoints/{_endpoint}/jobs?{string.Join('&', query.Where(q => !string.IsNullOrWhiteSpace(q.Value)).Select(q => $"{q.Name}={Uri.EscapeDataString(q.Value!.Trim())}"))}";
    }

    private Task<Outcome<string>> TakeAnswerAsync(UploadedAnswer answer)
    {
        if (answer.Status != Created)
            return Task.FromResult<Outcome<string>>(UploadAnswer.ReadProblem(answer.Status, answer.Body));
        var job = JsonSerializer.Deserialize<JsonElement>(answer.Body);
        Navigation.NavigateTo($"/jobs/{job.GetProperty("id").GetString()}");
        return Task.FromResult<Outcome<string>>($"{answer.FileName} is being answered: {Wording.Count(job.GetProperty("rows").GetInt64(), "row")}.");
    }
}
