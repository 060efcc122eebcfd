"""The case file: state, legal clocks, sealed contents, conversation, answer.

Owns Complaint, AccusedPerson, Attachment, Message, Answer, Deadline, Wall, drafts.
Tells answer_issued, message_posted, protection_asked.
Carries out Pasal 6(5), 7(2), 9, 10, 15, 16 and 18.
"""
