using System.Text.Json;
using ControlPlane.Contracts.Outcomes;

namespace ControlPlane.Web.Features.Models;

/// <summary>What the API answered to an upload that the browser sent. Pure.</summary>
public static class UploadAnswer
{
    /// <summary>The number of the version, and whether it is new; or the refusal in words.</summary>
    /// <param name="status">HTTP status; 0 when no answer came, -1 when the viewer stopped it.</param>
    /// <param name="body">Body of the answer.</param>
    public static Outcome<(int Number, bool IsNew)> Read(int status, string body) => status switch
    {
        200 or 201 => ReadVersion(body, status == 201),
        _ => ReadProblem(status, body),
    };

    /// <summary>Why nothing was taken.</summary>
    /// <param name="status">HTTP status; 0 when no answer came, -1 when the viewer stopped it.</param>
    /// <param name="body">Body of the answer.</param>
    public static Refusal ReadProblem(int status, string body) => status switch
    {
        -1 => new Refusal("upload_stopped", "The upload was stopped; nothing was registered."),
        0 => new Refusal("upload_cut", "The connection broke before the file was there; nothing was registered. Send it again."),
        _ => ReadRefusal(status, body),
    };

    private static Outcome<(int Number, bool IsNew)> ReadVersion(string body, bool isNew)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return (document.RootElement.GetProperty("number").GetInt32(), isNew);
        }
        catch (Exception unread) when (unread is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new Refusal("upload_unread", "The file was taken, but the answer could not be read; load the page again.");
        }
    }

    private static Refusal ReadRefusal(int status, string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var problem = document.RootElement;
            var sentence = problem.TryGetProperty("detail", out var detail) ? detail.GetString() : null;
            var code = problem.TryGetProperty("code", out var known) ? known.GetString() : null;
            return new Refusal(code ?? "upload_refused", sentence ?? $"The control plane answered {status}.");
        }
        catch (Exception unread) when (unread is JsonException or InvalidOperationException)
        {
            return new Refusal("upload_refused", $"The control plane answered {status}.");
        }
    }
}
