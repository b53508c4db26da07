namespace Kuma.Application.Common;

/// <summary>Refusals that any use case can give.</summary>
public static class CommonErrors
{
    public static readonly Error NotSignedIn = new("not-signed-in", "You are not logged in.");

    /// <summary>A refusal whose text comes from the input itself.</summary>
    public static Error Invalid(string message) => new("invalid", message);
}
