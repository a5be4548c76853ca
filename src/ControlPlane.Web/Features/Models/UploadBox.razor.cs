using ControlPlane.Contracts.Outcomes;
using ControlPlane.Domain.Naming;
using ControlPlane.Web.Components;
using Microsoft.AspNetCore.Components;

namespace ControlPlane.Web.Features.Models;

/// <summary>Registers a file as a version: dropped or chosen, sent by the browser to the API, refused in words.</summary>
public sealed partial class UploadBox
{
    private string _name = "";
    private string _description = "";

    /// <summary>Name of the model; null lets the viewer name one.</summary>
    [Parameter]
    public string? Model { get; set; }

    /// <summary>A version was registered; the model and the number.</summary>
    [Parameter]
    public EventCallback<(string Model, int Number)> OnRegistered { get; set; }

    private string ModelName => Model ?? _name.Trim();

    private Outcome<string> AddressOfModel() => NameRule.Check("Model name", ModelName) is { } wrong
        ? new Refusal("name_invalid", $"{wrong.Field} {wrong.Problem}; {wrong.Remedy}.")
        : $"api/v1/models/{ModelName}/versions?description={Uri.EscapeDataString(_description.Trim())}";

    private async Task<Outcome<string>> TakeAnswerAsync(UploadedAnswer answer)
    {
        var outcome = UploadAnswer.Read(answer.Status, answer.Body);
        if (outcome.Refusal is { } refusal)
            return refusal;

        var (number, isNew) = outcome.Value;
        await OnRegistered.InvokeAsync((ModelName, number));
        return isNew ? $"{answer.FileName} is {ModelName} v{number}." : $"This very file was registered before: it is {ModelName} v{number}.";
    }
}
