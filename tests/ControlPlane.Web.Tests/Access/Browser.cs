using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace ControlPlane.Web.Tests.Access;

/// <summary>What of a browser matters for signing in: it keeps cookies, posts forms with what the page put into them, and follows nothing by itself.</summary>
internal sealed partial class Browser : IDisposable
{
    private readonly HttpClientHandler _handler = new() { AllowAutoRedirect = false, UseCookies = true };
    private readonly HttpClient _http;

    public Browser(Uri address)
    {
        _http = new HttpClient(_handler) { BaseAddress = address };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
    }

    public CookieCollection Cookies => _handler.CookieContainer.GetCookies(_http.BaseAddress!);

    public Task<HttpResponseMessage> GetAsync(string path) => _http.GetAsync(new Uri(path, UriKind.RelativeOrAbsolute));

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, object? body = null, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = body is null ? null : JsonContent.Create(body) };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return _http.SendAsync(request);
    }

    public Task<HttpResponseMessage> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, $"api/v1/{path}", body);

    public Task<HttpResponseMessage> SignInAsync(string name, string password, string page = "sign-in") =>
        SubmitAsync(page, ("Typed.Name", name), ("Typed.Password", password));

    public Task<HttpResponseMessage> SetUpAsync(string link, string password) =>
        SubmitAsync($"setup?link={link}", ("Typed.Password", password), ("Typed.Again", password));

    /// <summary>Opens a page and submits its form.</summary>
    public async Task<HttpResponseMessage> SubmitAsync(string page, params (string Name, string Value)[] fields)
    {
        using var shown = await GetAsync(page);
        var text = await shown.Content.ReadAsStringAsync();
        var hidden = HiddenField().Matches(text).Select(m => (Name: m.Groups["name"].Value, Value: WebUtility.HtmlDecode(m.Groups["value"].Value)));
        return await PostFormAsync(page, [.. hidden, .. fields]);
    }

    /// <summary>Posts a form as another site could, without having seen the page.</summary>
    public async Task<HttpResponseMessage> PostFormAsync(string page, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await _http.PostAsync(new Uri(page, UriKind.RelativeOrAbsolute), form);
    }

    public void Dispose()
    {
        _http.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)" value="(?<value>[^"]*)" ?/>""")]
    private static partial Regex HiddenField();
}
