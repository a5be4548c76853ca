using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Drift;
using ControlPlane.Web.Components;
using ControlPlane.Web.Features.Models;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Drift;

/// <summary>Sends training data from the browser to the API, with progress; refusals are told in place, with line and column.</summary>
public sealed partial class ReferenceUpload
{
    private const int Created = 201;

    private int _version;

    [Parameter, EditorRequired]
    public required string Endpoint { get; set; }

    [Parameter, EditorRequired]
    public int StableVersion { get; set; }

    /// <summary>Versions of the model, newest first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<int> Versions { get; set; }

    /// <summary>Columns that the stable version needs.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<ExpectedFeature> Expected { get; set; }

    /// <summary>A reference was frozen.</summary>
    [Parameter]
    public EventCallback OnUploaded { get; set; }

    protected override void OnInitialized() => _version = StableVersion;

    private Outcome<string> AddressOfVersion() => $"api/v1/endpoints/{Endpoint}/drift/references?version={_version}";

    private async Task<Outcome<string>> TakeAnswerAsync(UploadedAnswer answer)
    {
        if (answer.Status != Created)
            return UploadAnswer.ReadProblem(answer.Status, answer.Body);

        await OnUploaded.InvokeAsync();
        return $"{answer.FileName} is the reference of the inputs of v{_version}; its rows were counted and not kept.";
    }
}
