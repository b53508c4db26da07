namespace Kuma.Application.Common;

/// <summary>An expected refusal, in the words that clients see.</summary>
/// <param name="Code">A stable name for logs and tests.</param>
/// <param name="Message">The text or the translation key that goes out as <c>msg</c>.</param>
/// <param name="IsTranslationKey">True when <paramref name="Message"/> is a key; the wire then carries <c>msgi18n:true</c>.</param>
public sealed record Error(string Code, string Message, bool IsTranslationKey = false);
