// A conversation in the deep-chat element; nobody answers.
import "deep-chat";
import { messages } from "./messages.js";

const chat = document.createElement("deep-chat");
chat.chatStyle = { width: "100vw", height: "100vh", border: "none" };
chat.connect = { handler: (_body, signals) => signals.onResponse({ text: "" }) };
chat.history = (await messages()).map((text) => ({ text, role: "user" }));
document.getElementById("page").append(chat);
